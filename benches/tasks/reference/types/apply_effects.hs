module Task where

-- | The effect of the function, then the effect of its argument.
-- hidden: applyEffects [(+ 1), (* 2)] [10, 20]
-- hidden: applyEffects (Just not) Nothing
-- hidden: applyEffects ("f ", show) ("x", 5)
applyEffects :: Monad m => m (a -> b) -> m a -> m b
applyEffects mf mx = mf >>= \f -> mx >>= \x -> return (f x)
