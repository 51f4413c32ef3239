module Task where

-- | The next number.
--
-- >>> collatz 8
-- 4
-- >>> collatz 7
-- 22
collatz :: Int -> Int
collatz n
  | even n = _
  | otherwise = 3 * n + _
