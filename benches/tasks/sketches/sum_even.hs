module Task where

-- | Sum of the even numbers.
--
-- >>> sumEven [1, 2, 3, 4]
-- 6
-- >>> sumEven [5, 7]
-- 0
sumEven :: [Int] -> Int
sumEven = foldr _ 0
