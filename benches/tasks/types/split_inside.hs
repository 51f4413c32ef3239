module Task where

-- | Two structures from one of pairs.
splitInside :: Functor f => f (a, b) -> (f a, f b)
splitInside = undefined
