module Task where

-- | Takes turns between two lists and then goes on with what is left.
-- visible: interleave [] [1, 2]
-- visible: interleave [1] [2]
-- visible: interleave [1, 3] [2, 4]
-- visible: interleave [1, 3, 5] [2]
-- visible: interleave [7] [8, 9, 10]
-- hidden: interleave [1, 2, 3] []
-- hidden: interleave [9, 7, 5] [8, 6, 4]
-- hidden: interleave [1] [2, 3, 4, 5]
-- long: interleave [1, 3 .. 59] [2, 4 .. 60]
interleave :: [a] -> [a] -> [a]
interleave [] ys = ys
interleave (x : xs) ys = x : interleave ys xs
