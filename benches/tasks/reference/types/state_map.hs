module Task where

-- | Changes the result, not the state.
-- hidden: stateMap show (\s -> (s * 10, s + 1)) 4
-- hidden: stateMap (+ 1) (\s -> (length s, 'x' : s)) "ab"
stateMap :: (a -> b) -> (s -> (a, s)) -> s -> (b, s)
stateMap f m s = let (x, s') = m s in (f x, s')
