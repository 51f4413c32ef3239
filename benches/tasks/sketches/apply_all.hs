module Task where

-- | All functions, the last one first.
--
-- >>> applyAll [(+ 1), (* 2)] 5
-- 11
-- >>> applyAll [negate] 3
-- -3
applyAll :: [Int -> Int] -> Int -> Int
applyAll fs x = foldr _ x fs
