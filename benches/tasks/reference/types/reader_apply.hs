module Task where

-- | Both the function and its argument depend on the surroundings.
-- hidden: readerApply (-) (* 3) 5
-- hidden: readerApply (,) show 1
readerApply :: (e -> a -> b) -> (e -> a) -> e -> b
readerApply f g e = f e (g e)
