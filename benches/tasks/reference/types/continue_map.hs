module Task where

-- | Changes the result of a computation in continuation style.
-- hidden: continueMap (* 10) (\k -> k 1 ++ k 2) (\y -> [y, y + 1])
-- hidden: continueMap show (\k -> "<" ++ k 5 ++ ">") reverse
continueMap :: (a -> b) -> ((a -> r) -> r) -> (b -> r) -> r
continueMap f m k = m (k . f)
