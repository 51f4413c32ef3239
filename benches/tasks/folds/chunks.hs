module Task where

-- | Pieces of a given length.
--
-- >>> chunks 2 []
-- []
-- >>> chunks 2 [1, 2, 3, 4]
-- [[1,2],[3,4]]
-- >>> chunks 2 [1, 2, 3]
-- [[1,2],[3]]
-- >>> chunks 3 [1, 2, 3, 4, 5, 6, 7]
-- [[1,2,3],[4,5,6],[7]]
chunks :: Int -> [a] -> [[a]]
chunks = undefined
