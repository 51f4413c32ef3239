-- | Pipelines of sections.
module Main where

import Data.Char (isAlpha, isDigit, toUpper)

letters :: String -> String
letters = map toUpper . filter isAlpha . takeWhile (/= '#') . dropWhile (== ' ')

digits :: String -> String
digits = map toUpper . filter isDigit . takeWhile (/= '#') . dropWhile (== ' ')

main :: IO ()
main = mapM_ (putStrLn . ($ "  a1b2#c3")) [letters, digits]
