module Task where

-- | Up to the first that is meant, with it.
--
-- >>> takeUntil (> 2) [1, 2, 3, 4]
-- [1,2,3]
-- >>> takeUntil even [2, 4]
-- [2]
takeUntil :: (a -> Bool) -> [a] -> [a]
takeUntil _ [] = []
takeUntil p (x : xs)
  | p x = _
  | otherwise = x : takeUntil p xs
