module Task where

-- | The other way round.
--
-- >>> backwards "ab"
-- "ba"
backwards :: [a] -> [a]
backwards = undefined
