module Task where

-- | Keeps a sorted list sorted.
-- visible: insertSorted 3 [1, 5]
-- visible: insertSorted 1 [2]
-- hidden: insertSorted 9 [1, 2, 3]
-- hidden: insertSorted 2 [1, 2, 3]
-- hidden: insertSorted 4 []
-- hidden: insertSorted 0 [1, 1]
-- sketch: insertSorted x [] = [x]
-- sketch: insertSorted x (y : ys)
-- sketch:   | _ = x : y : ys
-- sketch:   | otherwise = y : insertSorted x ys
insertSorted :: Int -> [Int] -> [Int]
insertSorted x [] = [x]
insertSorted x (y : ys)
  | x <= y = x : y : ys
  | otherwise = y : insertSorted x ys
