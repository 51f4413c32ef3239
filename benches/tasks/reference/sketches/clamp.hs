module Task where

-- | Not below the first and not above the second.
-- visible: clamp 0 10 5
-- visible: clamp 0 10 20
-- visible: clamp 2 10 1
-- hidden: clamp 0 10 0
-- hidden: clamp 0 10 (-1)
-- hidden: clamp (-5) 5 7
-- hidden: clamp 1 3 3
-- sketch: clamp lo hi x
-- sketch:   | x < lo = _
-- sketch:   | x > hi = _
-- sketch:   | otherwise = _
clamp :: Int -> Int -> Int -> Int
clamp lo hi x
  | x < lo = lo
  | x > hi = hi
  | otherwise = x
