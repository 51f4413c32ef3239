module Task where

-- | Combines two values by what a function makes of each.
-- hidden: compareBy (-) negate 10 3
-- hidden: compareBy (,) length "abc" "z"
-- hidden: compareBy (<) abs (-5) 3
compareBy :: (b -> b -> c) -> (a -> b) -> a -> a -> c
compareBy f g x y = f (g x) (g y)
