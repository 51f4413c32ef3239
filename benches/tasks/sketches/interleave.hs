module Task where

-- | From both by turns.
--
-- >>> interleave [1, 3] [2, 4]
-- [1,2,3,4]
-- >>> interleave "ab" "x"
-- "axb"
interleave :: [a] -> [a] -> [a]
interleave [] ys = ys
interleave (x : xs) ys = x : _
