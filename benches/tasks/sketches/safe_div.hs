module Task where

-- | Division that may have no answer.
--
-- >>> safeDiv 7 2
-- Just 3
-- >>> safeDiv 5 0
-- Nothing
safeDiv :: Int -> Int -> Maybe Int
safeDiv _ 0 = _
safeDiv a b = Just _
