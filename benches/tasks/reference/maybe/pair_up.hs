module Task where

-- | Both or nothing.
-- visible: both (Just 1) (Just 'a')
-- visible: both (Just 2) Nothing
-- visible: both Nothing (Just 'b')
-- hidden: both (Just 0) (Just 'z')
-- hidden: both (Just 5) (Just 'q')
-- long: both (Just 123456) (Just 'l')
both :: Maybe a -> Maybe b -> Maybe (a, b)
both (Just a) (Just b) = Just (a, b)
both _ _ = Nothing
