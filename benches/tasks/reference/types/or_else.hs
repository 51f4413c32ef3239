module Task where

-- | The first one that is there.
-- hidden: orElse (Just 1) (Just 2)
-- hidden: orElse Nothing (Just 2)
-- hidden: orElse (Just 1) Nothing
-- hidden: orElse (Nothing :: Maybe Int) Nothing
orElse :: Maybe a -> Maybe a -> Maybe a
orElse (Just x) _ = Just x
orElse Nothing y = y
