module Task where

-- | Keeps a sorted list sorted.
--
-- >>> insertSorted 3 [1, 5]
-- [1,3,5]
-- >>> insertSorted 1 [2]
-- [1,2]
insertSorted :: Int -> [Int] -> [Int]
insertSorted x [] = [x]
insertSorted x (y : ys)
  | _ = x : y : ys
  | otherwise = y : insertSorted x ys
