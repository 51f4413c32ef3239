module Task where

-- | Application inside of two layers.
applyTwoLayers :: (Applicative f, Applicative g) => f (g (a -> b)) -> f (g a) -> f (g b)
applyTwoLayers = undefined
