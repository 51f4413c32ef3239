module Task where

-- | Up to the first that is meant, with it.
-- visible: takeUntil (> 2) [1, 2, 3, 4]
-- visible: takeUntil even [2, 4]
-- hidden: takeUntil even []
-- hidden: takeUntil (== 'c') "abcabc"
-- hidden: takeUntil odd [2, 4]
-- sketch: takeUntil _ [] = []
-- sketch: takeUntil p (x : xs)
-- sketch:   | p x = _
-- sketch:   | otherwise = x : takeUntil p xs
takeUntil :: (a -> Bool) -> [a] -> [a]
takeUntil _ [] = []
takeUntil p (x : xs)
  | p x = [x]
  | otherwise = x : takeUntil p xs
