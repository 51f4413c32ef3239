module Task where

-- | All lists as one.
--
-- >>> joined [[1]]
-- [1]
-- >>> joined [[1], [2]]
-- [1,2]
joined :: [[Int]] -> [Int]
joined = undefined
