module Task where

-- | Not below the first and not above the second.
--
-- >>> clamp 0 10 5
-- 5
-- >>> clamp 0 10 20
-- 10
-- >>> clamp 2 10 1
-- 2
clamp :: Int -> Int -> Int -> Int
clamp lo hi x
  | x < lo = _
  | x > hi = _
  | otherwise = _
