-- | Recursive functions over lists that differ in what they test.
module Main where

countEven :: [Int] -> Int
countEven [] = 0
countEven (x : xs)
  | even x = 1 + countEven xs
  | otherwise = countEven xs

countBig :: [Int] -> Int
countBig [] = 0
countBig (y : ys)
  | y > 100 = 1 + countBig ys
  | otherwise = countBig ys

main :: IO ()
main = print (countEven [1, 2, 4], countBig [5, 500])
