module Task where

-- | Drops what repeats its left neighbour.
-- visible: collapse []
-- visible: collapse [1, 1, 2]
-- visible: collapse [3, 3, 3]
-- visible: collapse [1, 2, 2, 1]
-- visible: collapse [5]
-- hidden: collapse [1, 1, 2, 2, 3, 3]
-- hidden: collapse [4, 5, 4, 5]
-- hidden: collapse [0, 0, 0, 1, 0, 0]
-- long: collapse [n `div` 4 | n <- [1 .. 50]]
collapse :: [Int] -> [Int]
collapse (x : y : rest) = if x == y then collapse (y : rest) else x : collapse (y : rest)
collapse xs = xs
