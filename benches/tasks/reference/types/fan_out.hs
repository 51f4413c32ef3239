module Task where

-- | What two functions say of one value.
-- hidden: fanOut (+ 1) show 5
-- hidden: fanOut length reverse "abc"
fanOut :: (a -> b) -> (a -> c) -> a -> (b, c)
fanOut f g x = (f x, g x)
