module Task where

import Data.List (sort)

sorted :: [Int] -> Bool
sorted xs = and (zipWith (<=) xs (drop 1 xs))

count :: Int -> [Int] -> Int
count x = length . filter (== x)

-- | The same elements in order.
-- property: \xs -> sorted (arrange xs)
-- property: \x xs -> count x (arrange xs) == count x xs
-- hidden: arrange []
-- hidden: arrange [3, 1, 2]
-- hidden: arrange [2, 2, 1]
-- long: arrange [n * 7 `mod` 31 | n <- [1 .. 30]]
arrange :: [Int] -> [Int]
arrange = sort
