module WordCount where

import Data.Char (isAlpha, toLower)
import Data.List (sortBy)
import qualified Data.Map as Map
import Data.Ord (comparing)

text :: Int -> String
text n = concatMap sentence [1 .. n]
  where
    sentence k = "The quick brown fox number " ++ show k ++ " jumps over the lazy dog, and then it rests.\n"

counts :: String -> [(String, Int)]
counts = sortBy (comparing (negate . snd)) . Map.toList . Map.fromListWith (+) . map (\w -> (w, 1)) . wordsOf
  where
    wordsOf = words . map (\c -> if isAlpha c then toLower c else ' ')

answer :: Int
answer = sum (zipWith (\i (w, n) -> i * n + length w) [1 ..] (counts (text 28000)))
