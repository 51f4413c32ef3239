module Task where

-- | How many numbers lie between two bounds, bounds included.
-- visible: countBetween 1 5 []
-- visible: countBetween 1 5 [1, 5, 6]
-- visible: countBetween 0 10 [11, 3, 4, -1]
-- visible: countBetween 2 2 [2, 2, 3, 1]
-- visible: countBetween 3 7 [3, 4, 5, 8]
-- hidden: countBetween 5 9 [4, 5, 6, 7, 8, 9, 10]
-- hidden: countBetween 0 0 [1, 2]
-- hidden: countBetween (-2) 2 [-3, -2, 0, 2, 3]
-- long: countBetween 10 30 [1 .. 50]
countBetween :: Int -> Int -> [Int] -> Int
countBetween lo hi xs = length (filter (\x -> lo <= x && x <= hi) xs)
