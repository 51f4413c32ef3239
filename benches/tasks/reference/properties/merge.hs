module Task where

import Data.List (sort)

-- | Two ordered lists as one.
-- property: \xs ys -> merge (sort xs) (sort ys) == sort (xs ++ ys)
-- hidden: merge [] []
-- hidden: merge [1, 4, 6] [2, 3, 7]
-- hidden: merge [1, 1] [1]
-- long: merge [1, 3 .. 41] [2, 4 .. 40]
merge :: [Int] -> [Int] -> [Int]
merge [] ys = ys
merge (x:xs) [] = x : xs
merge (x:xs) (y:ys)
  | x <= y = x : merge xs (y : ys)
  | otherwise = y : merge (x : xs) ys
