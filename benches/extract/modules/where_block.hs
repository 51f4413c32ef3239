-- | A right-hand side with its local declarations, twice.
module Main where

mean :: [Double] -> Double
mean xs = total / count
  where
    total = sum xs
    count = fromIntegral (max 1 (length xs))

average :: [Double] -> Double
average ys = total / count
  where
    total = sum ys
    count = fromIntegral (max 1 (length ys))

main :: IO ()
main = print (mean [1, 2, 3], average [])
