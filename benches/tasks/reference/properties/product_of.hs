module Task where

-- | The product of all.
-- property: \x -> times [x] == x
-- property: \xs ys -> times (xs ++ ys) == times xs * times ys
-- hidden: times []
-- hidden: times [2, 3, 4]
-- hidden: times [5, 0, 2]
-- long: times [1, -1, 2, -2, 3, -3, 1, 1, 1, 1, 2, 1, 1, 1, 2, 1, 1]
times :: [Int] -> Int
times = product
