module Task where

-- | The scalar product.
-- visible: dot [] []
-- visible: dot [1] [5]
-- visible: dot [1, 2, 3] [4, 5, 6]
-- visible: dot [2, 0] [3, 9]
-- hidden: dot [1, 1, 1] [7, 8, 9]
-- hidden: dot [-1, 2] [5, 5]
-- long: dot [1 .. 30] [2 .. 31]
dot :: [Int] -> [Int] -> Int
dot xs ys = sum (zipWith (*) xs ys)
