module Task where

-- | Changes what goes in and what comes out.
-- hidden: around length show (* 2) "abc"
-- hidden: around (+ 1) negate (* 10) 4
around :: (c -> a) -> (b -> d) -> (a -> b) -> c -> d
around before after f x = after (f (before x))
