module Task where

-- | Rows that are as long as the first.
-- visible: regular []
-- visible: regular [[1, 2], [3, 4]]
-- visible: regular [[1, 2], [3], [5, 6]]
-- visible: regular [[], [1], []]
-- hidden: regular [[7]]
-- hidden: regular [[1], [2], [3, 4], [5]]
-- hidden: regular [[1, 2, 3], [1, 2], [4, 5, 6]]
-- long: regular [[1 .. 1 + n `mod` 3] | n <- [1 .. 30]]
regular :: [[Int]] -> [[Int]]
regular rows = filter (\r -> length r == length (head rows)) rows
