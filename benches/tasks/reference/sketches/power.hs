module Task where

-- | The first number that often as a factor.
-- visible: power 2 3
-- visible: power 5 0
-- visible: power 3 2
-- hidden: power 2 10
-- hidden: power 7 1
-- hidden: power 0 0
-- hidden: power 10 4
-- sketch: power _ 0 = _
-- sketch: power b n = b * undefined
power :: Int -> Int -> Int
power _ 0 = 1
power b n = b * power b (n - 1)
