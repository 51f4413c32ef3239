module Task where

-- | Whether nothing stands before something smaller.
-- visible: isSorted [1, 2, 2]
-- visible: isSorted [3, 1]
-- visible: isSorted [1, 5, 4]
-- hidden: isSorted []
-- hidden: isSorted [9]
-- hidden: isSorted [1, 1, 1]
-- hidden: isSorted [0, 3, 2, 4]
-- sketch: isSorted xs = and (zipWith _ xs (drop 1 xs))
isSorted :: [Int] -> Bool
isSorted xs = and (zipWith (<=) xs (drop 1 xs))
