module Total where

-- | What all of them make together.
--
-- >>> total [1,2,3]
-- 6
-- >>> total []
-- 0
-- >>> total [4]
-- 4
total :: [Int] -> Int
