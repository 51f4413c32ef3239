-- | The same shape around different operators.
module Main where

addAll :: [Int] -> [Int] -> Int
addAll xs ys = sum (map abs (zipWith (+) xs (reverse ys))) `mod` 1000

mulAll :: [Int] -> [Int] -> Int
mulAll xs ys = sum (map abs (zipWith (*) xs (reverse ys))) `mod` 1000

subAll :: [Int] -> [Int] -> Int
subAll xs ys = sum (map abs (zipWith (-) xs (reverse ys))) `mod` 1000

main :: IO ()
main = print [f [1, 2, 3] [4, 5, 6] | f <- [addAll, mulAll, subAll]]
