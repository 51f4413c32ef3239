module Task where

-- | Balances after each payment, the opening balance first.
-- visible: balances 0 []
-- visible: balances 10 [5]
-- visible: balances 0 [1, 2, 3]
-- visible: balances 100 [-30, -20]
-- hidden: balances 5 [5, 5, 5]
-- hidden: balances (-1) [1]
-- long: balances 0 [1 .. 40]
balances :: Int -> [Int] -> [Int]
balances start [] = [start]
balances start (x : xs) = start : balances (start + x) xs
