-- | The same case analysis with other results.
module Main where

data Shape = Circle Double | Square Double | Rect Double Double

area :: Shape -> String
area shape = "area: " ++ show (case shape of
  Circle r -> 3 * r * r
  Square a -> a * a
  Rect a b -> a * b)

perimeter :: Shape -> Double
perimeter s = case s of
  Circle r -> 6 * r
  Square a -> 4 * a
  Rect a b -> 2 * (a + b)

paint :: Shape -> Double
paint figure = 2.5 + (case figure of
  Circle r -> 3 * r * r
  Square a -> a * a
  Rect a b -> a * b)

main :: IO ()
main = mapM_ (\s -> putStrLn (area s) >> print (perimeter s, paint s)) [Circle 1, Square 2, Rect 2 3]
