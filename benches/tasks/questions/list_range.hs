module Task where

-- | From nought up to a number.
--
-- >>> range 0
-- [0]
-- >>> range 1
-- [0,1]
range :: Int -> [Int]
range = undefined
