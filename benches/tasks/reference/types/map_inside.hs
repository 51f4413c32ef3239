module Task where

-- | Changes what is inside of what is inside.
-- hidden: mapInside (+ 1) [Just 1, Nothing, Just 3]
-- hidden: mapInside show (Just [1, 2])
mapInside :: (Functor f, Functor g) => (a -> b) -> f (g a) -> f (g b)
mapInside f = fmap (fmap f)
