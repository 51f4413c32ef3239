module Task where

-- | Sum of the squares.
--
-- >>> sumSquares [1, 2, 3]
-- 14
-- >>> sumSquares [5]
-- 25
sumSquares :: [Int] -> Int
sumSquares xs = sum (map square xs)
  where
    square x = _
