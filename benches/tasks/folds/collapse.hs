module Task where

-- | Drops what repeats its left neighbour.
--
-- >>> collapse []
-- []
-- >>> collapse [1, 1, 2]
-- [1,2]
-- >>> collapse [3, 3, 3]
-- [3]
-- >>> collapse [1, 2, 2, 1]
-- [1,2,1]
-- >>> collapse [5]
-- [5]
collapse :: [Int] -> [Int]
collapse = undefined
