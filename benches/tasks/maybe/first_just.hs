module Task where

-- | The first value that is there, else a default.
--
-- >>> firstOr 0 []
-- 0
-- >>> firstOr 0 [Nothing, Just 3]
-- 3
-- >>> firstOr 7 [Nothing, Nothing]
-- 7
-- >>> firstOr 1 [Just 4, Just 5, Nothing]
-- 4
firstOr :: a -> [Maybe a] -> a
firstOr = undefined
