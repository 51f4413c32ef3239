module Task where

-- | The mean, rounded down.
-- visible: mean [1, 2, 3]
-- visible: mean [10, 20]
-- hidden: mean [5]
-- hidden: mean [1, 2]
-- hidden: mean [3, 3, 3, 4]
-- hidden: mean [-1, 1]
-- sketch: mean xs = total `div` _
-- sketch:   where
-- sketch:     total = sum xs
mean :: [Int] -> Int
mean xs = total `div` length xs
  where
    total = sum xs
