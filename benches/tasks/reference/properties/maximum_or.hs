module Task where

-- | As it was written first.
slowMaximumOr :: Int -> [Int] -> Int
slowMaximumOr d xs = case [x | x <- xs, all (<= x) xs] of
  [] -> d
  (x:_) -> x

-- | The greatest element, or what is given for a list without any.
-- property: \d xs -> maximumOr d xs == slowMaximumOr d xs
-- hidden: maximumOr 0 []
-- hidden: maximumOr 9 [3, 8, 5]
-- hidden: maximumOr 0 [-3, -8]
-- long: maximumOr 0 ([1 .. 30] ++ [5, 4 .. 1])
maximumOr :: Int -> [Int] -> Int
maximumOr d xs = if null xs then d else maximum xs
