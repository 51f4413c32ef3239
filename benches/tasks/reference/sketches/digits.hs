module Task where

-- | The decimal digits.
-- visible: digits 123
-- visible: digits 40
-- visible: digits 7
-- hidden: digits 0
-- hidden: digits 9876
-- hidden: digits 1000
-- hidden: digits 11
-- sketch: digits n
-- sketch:   | n < 10 = [n]
-- sketch:   | otherwise = digits _ ++ [_]
digits :: Int -> [Int]
digits n
  | n < 10 = [n]
  | otherwise = digits (n `div` 10) ++ [n `mod` 10]
