module Task where

-- | Takes turns between two lists and then goes on with what is left.
--
-- >>> interleave [] [1, 2]
-- [1,2]
-- >>> interleave [1] [2]
-- [1,2]
-- >>> interleave [1, 3] [2, 4]
-- [1,2,3,4]
-- >>> interleave [1, 3, 5] [2]
-- [1,2,3,5]
-- >>> interleave [7] [8, 9, 10]
-- [7,8,9,10]
interleave :: [a] -> [a] -> [a]
interleave = undefined
