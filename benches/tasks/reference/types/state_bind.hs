module Task where

-- | Hands the state on.
-- hidden: stateBind (\s -> (s * 10, s + 1)) (\x s -> (x - s, s + 100)) 4
-- hidden: stateBind (\s -> (length s, 'x' : s)) (\n s -> (show n, reverse s)) "ab"
stateBind :: (s -> (a, s)) -> (a -> s -> (b, s)) -> s -> (b, s)
stateBind m f s = let (x, s') = m s in f x s'
