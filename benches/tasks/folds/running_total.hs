module Task where

-- | Balances after each payment, the opening balance first.
--
-- >>> balances 0 []
-- [0]
-- >>> balances 10 [5]
-- [10,15]
-- >>> balances 0 [1, 2, 3]
-- [0,1,3,6]
-- >>> balances 100 [-30, -20]
-- [100,70,50]
balances :: Int -> [Int] -> [Int]
balances = undefined
