module Task where

import Data.List (transpose)

-- | The sums of the columns.
-- visible: columnSums []
-- visible: columnSums [[1, 2, 3]]
-- visible: columnSums [[1, 2], [3, 4]]
-- visible: columnSums [[1, 1], [1, 1], [5, 6]]
-- hidden: columnSums [[10], [20], [30]]
-- hidden: columnSums [[0, -1], [4, 1]]
-- long: columnSums [[n, 2 * n, 3] | n <- [1 .. 30]]
columnSums :: [[Int]] -> [Int]
columnSums rows = map sum (transpose rows)
