module Task where

-- | The effect of a step without its result.
tap :: Monad m => (a -> m b) -> a -> m a
tap = undefined
