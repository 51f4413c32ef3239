module Task where

-- | Combines two values when both are there.
zipMaybe :: (a -> b -> c) -> Maybe a -> Maybe b -> Maybe c
zipMaybe = undefined
