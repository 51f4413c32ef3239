module Task where

-- $setup
-- >>> import Test.QuickCheck

-- | The nearest number between two bounds.
--
-- prop> \lo hi x -> lo <= hi && x < lo ==> clamp lo hi x == lo
-- prop> \lo hi x -> lo <= hi && x > hi ==> clamp lo hi x == hi
-- prop> \lo hi x -> lo <= x && x <= hi ==> clamp lo hi x == x
clamp :: Int -> Int -> Int -> Int
clamp = undefined
