module Task where

-- | All functions, the last one first.
-- visible: applyAll [(+ 1), (* 2)] 5
-- visible: applyAll [negate] 3
-- hidden: applyAll [] 4
-- hidden: applyAll [(* 2), (+ 1)] 5
-- hidden: applyAll [subtract 3, (* 10), (+ 1)] 0
-- sketch: applyAll fs x = foldr _ x fs
applyAll :: [Int -> Int] -> Int -> Int
applyAll fs x = foldr ($) x fs
