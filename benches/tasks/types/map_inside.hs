module Task where

-- | Changes what is inside of what is inside.
mapInside :: (Functor f, Functor g) => (a -> b) -> f (g a) -> f (g b)
mapInside = undefined
