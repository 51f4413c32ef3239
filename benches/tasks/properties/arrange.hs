module Task where

import Data.List (sort)

sorted :: [Int] -> Bool
sorted xs = and (zipWith (<=) xs (drop 1 xs))

count :: Int -> [Int] -> Int
count x = length . filter (== x)

-- | The same elements in order.
--
-- prop> \xs -> sorted (arrange xs)
-- prop> \x xs -> count x (arrange xs) == count x xs
arrange :: [Int] -> [Int]
arrange = undefined
