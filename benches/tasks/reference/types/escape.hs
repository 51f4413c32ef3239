module Task where

-- | A computation that may leave early with a value.
-- hidden: escape (\leave k -> leave 1 (\_ -> k 2)) show
-- hidden: escape (\_ k -> k 2) show
-- hidden: escape (\leave k -> leave 1 (\_ -> [0]) ++ k 2) (\y -> [y, y * 10])
escape :: ((a -> (b -> r) -> r) -> (a -> r) -> r) -> (a -> r) -> r
escape f k = f (\x _ -> k x) k
