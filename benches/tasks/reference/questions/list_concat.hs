module Task where

-- | All lists as one.
-- visible: joined [[1]]
-- visible: joined [[1], [2]]
-- hidden: joined []
-- hidden: joined [[], [3, 3]]
-- hidden: joined [[1, 2], [3], [4, 5]]
-- hidden: joined [[4, 1], [4, 2]]
joined :: [[Int]] -> [Int]
joined = concat
