module Task where

-- | One step with an effect after another.
thenAfter :: Monad m => (a -> m b) -> (b -> m c) -> a -> m c
thenAfter = undefined
