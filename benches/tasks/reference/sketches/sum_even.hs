module Task where

-- | Sum of the even numbers.
-- visible: sumEven [1, 2, 3, 4]
-- visible: sumEven [5, 7]
-- hidden: sumEven []
-- hidden: sumEven [2, 2, 9]
-- hidden: sumEven [-2, 3]
-- hidden: sumEven [0, 8, 1, 6]
-- sketch: sumEven = foldr _ 0
sumEven :: [Int] -> Int
sumEven = foldr (\x acc -> if even x then x + acc else acc) 0
