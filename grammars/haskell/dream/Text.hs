module Text where

import Data.Char
import Data.List

vowel :: Char -> Bool
vowel c = toLower c `elem` "aeiou"

squeeze :: String -> String
squeeze = unwords . words

surround :: String -> String -> String
surround mark text = mark ++ text ++ mark

countChar :: Char -> String -> Int
countChar c = length . filter (== c)
