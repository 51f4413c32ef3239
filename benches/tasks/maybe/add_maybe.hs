module Task where

-- | Adds what is there; nothing counts as zero only when the other is there.
--
-- >>> plus (Just 1) (Just 2)
-- Just 3
-- >>> plus Nothing (Just 5)
-- Just 5
-- >>> plus (Just 7) Nothing
-- Just 7
-- >>> plus Nothing Nothing
-- Nothing
plus :: Maybe Int -> Maybe Int -> Maybe Int
plus = undefined
