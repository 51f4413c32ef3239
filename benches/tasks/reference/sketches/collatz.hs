module Task where

-- | The next number.
-- visible: collatz 8
-- visible: collatz 7
-- hidden: collatz 1
-- hidden: collatz 6
-- hidden: collatz 27
-- hidden: collatz 100
-- sketch: collatz n
-- sketch:   | even n = _
-- sketch:   | otherwise = 3 * n + _
collatz :: Int -> Int
collatz n
  | even n = n `div` 2
  | otherwise = 3 * n + 1
