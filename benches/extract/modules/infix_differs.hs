-- | Operators that differ between their operands.
module Main where

above :: Int -> [Int] -> [Int]
above limit xs = [x * 10 + limit | x <- xs, odd x, x > limit]

below :: Int -> [Int] -> [Int]
below limit xs = [x * 10 + limit | x <- xs, odd x, x < limit]

main :: IO ()
main = print (above 3 [1 .. 9], below 3 [1 .. 9])
