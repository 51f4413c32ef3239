module Task where

-- | A change for each part of a pair.
-- hidden: eachSide (+ 1) show (1, 10)
-- hidden: eachSide length not ("abc", True)
eachSide :: (a -> c) -> (b -> d) -> (a, b) -> (c, d)
eachSide f g (x, y) = (f x, g y)
