module Task where

-- | From each to the next.
-- visible: differences [1, 4, 9]
-- visible: differences [5, 3]
-- hidden: differences []
-- hidden: differences [7]
-- hidden: differences [0, 0, 1, -1]
-- sketch: differences xs = zipWith _ xs (drop 1 xs)
differences :: [Int] -> [Int]
differences xs = zipWith (\a b -> b - a) xs (drop 1 xs)
