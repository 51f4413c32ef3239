module Task where

-- | The first so many go to the end.
-- visible: rotate 1 [1, 2, 3]
-- visible: rotate 2 "abcd"
-- hidden: rotate 5 "abc"
-- hidden: rotate 0 "xy"
-- hidden: rotate 3 [1, 2, 3, 4, 5]
-- sketch: rotate n xs = drop k xs ++ _
-- sketch:   where
-- sketch:     k = n `mod` length xs
rotate :: Int -> [a] -> [a]
rotate n xs = drop k xs ++ take k xs
  where
    k = n `mod` length xs
