module Task where

-- | The last element, or nought.
--
-- >>> final []
-- 0
-- >>> final [1]
-- 1
-- >>> final [1, 2]
-- 2
final :: [Int] -> Int
final = undefined
