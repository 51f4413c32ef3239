module Task where

-- | Combines what two functions make of one value.
-- hidden: fork (,) (+ 1) show 5
-- hidden: fork (-) (* 2) (* 3) 4
-- hidden: fork div sum length [3, 4, 8]
fork :: (b -> c -> d) -> (a -> b) -> (a -> c) -> a -> d
fork h f g x = h (f x) (g x)
