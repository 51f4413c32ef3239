module Task where

-- | All positive numbers of a table.
--
-- >>> positives []
-- []
-- >>> positives [[1, -1]]
-- [1]
-- >>> positives [[3], [], [-2, 5]]
-- [3,5]
-- >>> positives [[0, 0], [7]]
-- [7]
positives :: [[Int]] -> [Int]
positives = undefined
