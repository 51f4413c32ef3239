module Task where

-- | Whether nothing stands before something smaller.
--
-- >>> isSorted [1, 2, 2]
-- True
-- >>> isSorted [3, 1]
-- False
-- >>> isSorted [1, 5, 4]
-- False
isSorted :: [Int] -> Bool
isSorted xs = and (zipWith _ xs (drop 1 xs))
