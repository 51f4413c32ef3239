module Task where

-- | The same argument for every function inside.
feed :: Functor f => f (a -> b) -> a -> f b
feed = undefined
