module Task where

-- | Division that may have no answer.
-- visible: safeDiv 7 2
-- visible: safeDiv 5 0
-- hidden: safeDiv 9 3
-- hidden: safeDiv 0 0
-- hidden: safeDiv (-7) 2
-- hidden: safeDiv 2 5
-- sketch: safeDiv _ 0 = _
-- sketch: safeDiv a b = Just _
safeDiv :: Int -> Int -> Maybe Int
safeDiv _ 0 = Nothing
safeDiv a b = Just (div a b)
