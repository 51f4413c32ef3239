module Task where

-- | The scalar product.
-- visible: dotProduct [1, 2, 3] [4, 5, 6]
-- visible: dotProduct [2] [7]
-- hidden: dotProduct [] []
-- hidden: dotProduct [1, 1] [9, 8]
-- hidden: dotProduct [-1, 3] [2, 2]
-- sketch: dotProduct xs ys = sum (zipWith _ xs ys)
dotProduct :: [Int] -> [Int] -> Int
dotProduct xs ys = sum (zipWith (*) xs ys)
