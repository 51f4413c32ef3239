module Task where

-- | Adds what is there; nothing counts as zero only when the other is there.
-- visible: plus (Just 1) (Just 2)
-- visible: plus Nothing (Just 5)
-- visible: plus (Just 7) Nothing
-- visible: plus Nothing Nothing
-- hidden: plus (Just 0) (Just 0)
-- hidden: plus (Just (-3)) (Just 3)
-- hidden: plus (Just (-9)) Nothing
-- hidden: plus Nothing (Just (-1))
-- long: plus (Just 100000) (Just 2345)
plus :: Maybe Int -> Maybe Int -> Maybe Int
plus Nothing y = y
plus x Nothing = x
plus (Just a) (Just b) = Just (a + b)
