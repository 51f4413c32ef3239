module Task where

import Data.List (sort)

-- | Puts an element into an ordered list.
-- property: \x xs -> put x (sort xs) == sort (x : xs)
-- hidden: put 3 [1, 2, 4, 5]
-- hidden: put 0 []
-- hidden: put 9 [1, 1]
-- hidden: put 1 [1, 2]
-- long: put 17 [1, 3 .. 61]
put :: Int -> [Int] -> [Int]
put x ys = takeWhile (< x) ys ++ [x] ++ dropWhile (< x) ys
