module MapInsert where

import qualified Data.Map as Map

numbers :: Int -> Int -> [Int]
numbers 0 _ = []
numbers n seed = next `mod` 50000 : numbers (n - 1) next
  where
    next = (seed * 1103515245 + 12345) `mod` 2147483648

table :: [Int] -> Map.Map Int Int
table = foldr (\k m -> Map.insertWith (+) k 1 m) Map.empty

answer :: Int
answer = Map.size counts + sum (Map.elems counts) + Map.findWithDefault 0 77 counts
  where
    counts = table (numbers 200000 7)
