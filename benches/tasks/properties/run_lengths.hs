module Task where

import Data.List (group)

-- | As it was written first: with an accumulator.
slowRuns :: String -> [(Char, Int)]
slowRuns = reverse . go []
  where
    go acc [] = acc
    go ((c, n):acc) (x:xs) | c == x = go ((c, n + 1) : acc) xs
    go acc (x:xs) = go ((x, 1) : acc) xs

-- | Each run of equal characters and how long it is.
--
-- >>> runs "aab"
-- [('a',2),('b',1)]
-- prop> \s -> runs s == slowRuns s
runs :: String -> [(Char, Int)]
runs = undefined
