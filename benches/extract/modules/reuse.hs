-- | A function that exists already, written out at other places.
module Main where

-- | Puts a text into brackets, padded to a width.
bracket :: Int -> String -> String
bracket n text = "[" ++ text ++ replicate (n - length text) ' ' ++ "]"

row :: [String] -> String
row cells = unwords (map cell cells)
  where
    cell c = "[" ++ c ++ replicate (8 - length c) ' ' ++ "]"

title :: String -> String
title t = "# " ++ "[" ++ t ++ replicate (20 - length t) ' ' ++ "]"

main :: IO ()
main = putStrLn (title "Report") >> putStrLn (row ["a", "b"]) >> putStrLn (bracket 3 "x")
