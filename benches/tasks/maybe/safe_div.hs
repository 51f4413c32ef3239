module Task where

-- | Division that may fail.
--
-- >>> safeDiv 10 2
-- Just 5
-- >>> safeDiv 7 2
-- Just 3
-- >>> safeDiv 1 0
-- Nothing
-- >>> safeDiv 0 5
-- Just 0
safeDiv :: Int -> Int -> Maybe Int
safeDiv = undefined
