module Task where

-- | The other way round.
--
-- >>> backwards [1, 2, 3]
-- [3,2,1]
-- >>> backwards "ab"
-- "ba"
backwards :: [a] -> [a]
backwards = foldl _ []
