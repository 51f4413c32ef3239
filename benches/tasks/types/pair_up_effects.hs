module Task where

-- | Both results, the first effect first.
pairUp :: Applicative f => f a -> f b -> f (a, b)
pairUp = undefined
