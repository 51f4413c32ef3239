module Task where

-- | Combines two values when both are there.
-- hidden: zipMaybe (-) (Just 5) (Just 2)
-- hidden: zipMaybe (-) Nothing (Just 2)
-- hidden: zipMaybe (-) (Just 5) Nothing
-- hidden: zipMaybe (,) (Just 'a') (Just True)
zipMaybe :: (a -> b -> c) -> Maybe a -> Maybe b -> Maybe c
zipMaybe f (Just x) (Just y) = Just (f x y)
zipMaybe _ _ _ = Nothing
