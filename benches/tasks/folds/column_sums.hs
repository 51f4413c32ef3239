module Task where

import Data.List (transpose)

-- | The sums of the columns.
--
-- >>> columnSums []
-- []
-- >>> columnSums [[1, 2, 3]]
-- [1,2,3]
-- >>> columnSums [[1, 2], [3, 4]]
-- [4,6]
-- >>> columnSums [[1, 1], [1, 1], [5, 6]]
-- [7,8]
columnSums :: [[Int]] -> [Int]
columnSums = undefined
