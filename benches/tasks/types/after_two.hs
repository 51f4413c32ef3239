module Task where

-- | A function of the result of a function of two.
afterTwo :: (c -> d) -> (a -> b -> c) -> a -> b -> d
afterTwo = undefined
