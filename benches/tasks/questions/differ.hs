module Task where

-- | Is it one of the two, not both?
--
-- >>> differ True False
-- True
differ :: Bool -> Bool -> Bool
differ = undefined
