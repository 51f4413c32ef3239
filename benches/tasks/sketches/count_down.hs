module Task where

-- | Down to one.
--
-- >>> countDown 3
-- [3,2,1]
-- >>> countDown 0
-- []
countDown :: Int -> [Int]
countDown 0 = _
countDown n = n : countDown _
