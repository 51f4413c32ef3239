module Task where

-- $setup
-- >>> import Test.QuickCheck

-- | The nearest number between two bounds.
-- property: \lo hi x -> lo <= hi && x < lo ==> clamp lo hi x == lo
-- property: \lo hi x -> lo <= hi && x > hi ==> clamp lo hi x == hi
-- property: \lo hi x -> lo <= x && x <= hi ==> clamp lo hi x == x
-- hidden: clamp 0 10 5
-- hidden: clamp 0 10 (-3)
-- hidden: clamp 0 10 12
-- hidden: clamp (-4) (-2) 0
-- hidden: clamp 7 7 1
clamp :: Int -> Int -> Int -> Int
clamp lo hi = max lo . min hi
