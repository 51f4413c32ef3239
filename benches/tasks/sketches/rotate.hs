module Task where

-- | The first so many go to the end.
--
-- >>> rotate 1 [1, 2, 3]
-- [2,3,1]
-- >>> rotate 2 "abcd"
-- "cdab"
rotate :: Int -> [a] -> [a]
rotate n xs = drop k xs ++ _
  where
    k = n `mod` length xs
