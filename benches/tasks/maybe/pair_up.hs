module Task where

-- | Both or nothing.
--
-- >>> both (Just 1) (Just 'a')
-- Just (1,'a')
-- >>> both (Just 2) Nothing
-- Nothing
-- >>> both Nothing (Just 'b')
-- Nothing
both :: Maybe a -> Maybe b -> Maybe (a, b)
both = undefined
