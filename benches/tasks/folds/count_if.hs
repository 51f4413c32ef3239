module Task where

-- | How many numbers lie between two bounds, bounds included.
--
-- >>> countBetween 1 5 []
-- 0
-- >>> countBetween 1 5 [1, 5, 6]
-- 2
-- >>> countBetween 0 10 [11, 3, 4, -1]
-- 2
-- >>> countBetween 2 2 [2, 2, 3, 1]
-- 2
-- >>> countBetween 3 7 [3, 4, 5, 8]
-- 3
countBetween :: Int -> Int -> [Int] -> Int
countBetween = undefined
