module Task where

-- | The scalar product.
--
-- >>> dotProduct [1, 2, 3] [4, 5, 6]
-- 32
-- >>> dotProduct [2] [7]
-- 14
dotProduct :: [Int] -> [Int] -> Int
dotProduct xs ys = sum (zipWith _ xs ys)
