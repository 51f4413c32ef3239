module Task where

-- | The same change to both.
-- hidden: both (+ 1) (1, 10)
-- hidden: both show ('a', 'b')
-- hidden: both length ("abc", "")
both :: (a -> b) -> (a, a) -> (b, b)
both f (x, y) = (f x, f y)
