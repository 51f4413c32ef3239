module Task where

-- | The left ones and the right ones.
--
-- >>> splitEithers [Left 1, Right 'x', Left 2]
-- ([1,2],"x")
-- >>> splitEithers [Right True, Left "e", Right False]
-- (["e"],[True,False])
splitEithers :: [Either a b] -> ([a], [b])
splitEithers = foldr step ([], [])
  where
    step (Left a) (ls, rs) = _
    step (Right b) (ls, rs) = _
