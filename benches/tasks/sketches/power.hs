module Task where

-- | The first number that often as a factor.
--
-- >>> power 2 3
-- 8
-- >>> power 5 0
-- 1
-- >>> power 3 2
-- 9
power :: Int -> Int -> Int
power _ 0 = _
power b n = b * undefined
