module Task where

-- | Merges two sorted lists.
-- visible: mergeSorted [1, 4] [2, 3]
-- visible: mergeSorted [1] [2, 5]
-- hidden: mergeSorted [] [1]
-- hidden: mergeSorted [1, 2, 3] [1, 5, 9]
-- hidden: mergeSorted [7, 8] [1, 9]
-- hidden: mergeSorted [1, 3, 5] []
-- sketch: mergeSorted [] ys = ys
-- sketch: mergeSorted xs [] = xs
-- sketch: mergeSorted (x : xs) (y : ys)
-- sketch:   | x <= y = x : _
-- sketch:   | otherwise = y : mergeSorted (x : xs) ys
mergeSorted :: [Int] -> [Int] -> [Int]
mergeSorted [] ys = ys
mergeSorted xs [] = xs
mergeSorted (x : xs) (y : ys)
  | x <= y = x : mergeSorted xs (y : ys)
  | otherwise = y : mergeSorted (x : xs) ys
