module Task where

-- | The even ones and the others.
--
-- >>> splitParity [1, 2, 3]
-- ([2],[1,3])
-- >>> splitParity [4]
-- ([4],[])
splitParity :: [Int] -> ([Int], [Int])
splitParity xs = (filter even xs, _)
