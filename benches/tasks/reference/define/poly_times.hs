module Task where

import Prelude (Int, Num (..), map, undefined)

-- | The product of two polynomials, given by their coefficients from the constant one on.
-- visible: polyTimes [] [1, 2]
-- visible: polyTimes [1] [4, 5]
-- visible: polyTimes [3] [4, 5]
-- visible: polyTimes [0, 1] [4, 5]
-- visible: polyTimes [1, 1] [4, 5]
-- visible: polyTimes [1, 1] [1, 1]
-- visible: polyTimes [2, 0, 1] [1, 3]
-- hidden: polyTimes [1, 1] [1, 2, 1]
-- hidden: polyTimes [1, 2, 1] [1, 1]
-- hidden: polyTimes [1, -1] [1, 1]
-- hidden: polyTimes [0, 0, 2] [1, 0, 3]
-- hidden: polyTimes [5] [7]
-- long: polyTimes [1 .. 25] {{P.replicate 20 1 :: [Int]}}
polyTimes :: [Int] -> [Int] -> [Int]
polyTimes [] _ = []
polyTimes (a : as) bs = plus (map (a *) bs) (0 : polyTimes as bs)

plus :: [Int] -> [Int] -> [Int]
plus [] ys = ys
plus xs [] = xs
plus (x : xs) (y : ys) = x + y : plus xs ys
