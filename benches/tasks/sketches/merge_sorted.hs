module Task where

-- | Merges two sorted lists.
--
-- >>> mergeSorted [1, 4] [2, 3]
-- [1,2,3,4]
-- >>> mergeSorted [1] [2, 5]
-- [1,2,5]
mergeSorted :: [Int] -> [Int] -> [Int]
mergeSorted [] ys = ys
mergeSorted xs [] = xs
mergeSorted (x : xs) (y : ys)
  | x <= y = x : _
  | otherwise = y : mergeSorted (x : xs) ys
