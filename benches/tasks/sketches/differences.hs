module Task where

-- | From each to the next.
--
-- >>> differences [1, 4, 9]
-- [3,5]
-- >>> differences [5, 3]
-- [-2]
differences :: [Int] -> [Int]
differences xs = zipWith _ xs (drop 1 xs)
