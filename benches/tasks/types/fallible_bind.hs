module Task where

-- | Stops at the first failure, keeps the effects.
bindFallible :: Monad m => m (Either e a) -> (a -> m (Either e b)) -> m (Either e b)
bindFallible = undefined
