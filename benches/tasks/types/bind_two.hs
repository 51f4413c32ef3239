module Task where

-- | A step that needs the results of two others.
bindTwo :: Monad m => (a -> b -> m c) -> m a -> m b -> m c
bindTwo = undefined
