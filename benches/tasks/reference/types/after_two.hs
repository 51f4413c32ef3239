module Task where

-- | A function of the result of a function of two.
-- hidden: afterTwo negate (-) 10 3
-- hidden: afterTwo show (,) 1 'x'
-- hidden: afterTwo not (<) 1 2
afterTwo :: (c -> d) -> (a -> b -> c) -> a -> b -> d
afterTwo f g x y = f (g x y)
