module Task where

-- | Sum of the squares.
-- visible: sumSquares [1, 2, 3]
-- visible: sumSquares [5]
-- hidden: sumSquares []
-- hidden: sumSquares [-2, 4]
-- hidden: sumSquares [10, 0]
-- sketch: sumSquares xs = sum (map square xs)
-- sketch:   where
-- sketch:     square x = _
sumSquares :: [Int] -> Int
sumSquares xs = sum (map square xs)
  where
    square x = x * x
