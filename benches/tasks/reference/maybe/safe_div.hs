module Task where

-- | Division that may fail.
-- visible: safeDiv 10 2
-- visible: safeDiv 7 2
-- visible: safeDiv 1 0
-- visible: safeDiv 0 5
-- hidden: safeDiv (-7) 2
-- hidden: safeDiv 0 0
-- hidden: safeDiv 9 (-3)
-- long: safeDiv 1000000 3
safeDiv :: Int -> Int -> Maybe Int
safeDiv n d = if d == 0 then Nothing else Just (n `div` d)
