-- | Comments between and inside of what is repeated.
module Main where

-- First the header.
header :: String -> [String]
header t = ["+" ++ replicate (length t + 2) '-' ++ "+", "| " ++ t ++ " |"] -- no bottom line

{- The footer has
   its own comment. -}
footer :: String -> [String]
footer t = ["+" ++ replicate (length t + 2) '-' ++ "+", "| " ++ t ++ " |"] ++ ["done"]

body :: String -> [String]
body t =
  [ "+" ++ replicate (length t + 2) '-' ++ "+" -- the upper edge
  , "| " ++ t ++ " |"
  ]

main :: IO ()
main = mapM_ putStrLn (header "head" ++ body "body" ++ footer "foot")
