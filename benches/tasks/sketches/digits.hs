module Task where

-- | The decimal digits.
--
-- >>> digits 123
-- [1,2,3]
-- >>> digits 40
-- [4,0]
-- >>> digits 7
-- [7]
digits :: Int -> [Int]
digits n
  | n < 10 = [n]
  | otherwise = digits _ ++ [_]
