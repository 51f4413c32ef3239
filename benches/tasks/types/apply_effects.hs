module Task where

-- | The effect of the function, then the effect of its argument.
applyEffects :: Monad m => m (a -> b) -> m a -> m b
applyEffects = undefined
