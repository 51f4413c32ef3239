module Task where

-- | Stops at the first failure, keeps the effects.
-- hidden: bindFallible [Left 'e', Right 1] (\x -> [Right (x + 1), Left 'f', Right (x * 10)])
-- hidden: bindFallible ("one ", Right 1 :: Either Char Int) (\x -> ("two", Right (show x)))
-- hidden: bindFallible ("one ", Left 'e' :: Either Char Int) (\x -> ("two", Right (show x)))
bindFallible :: Monad m => m (Either e a) -> (a -> m (Either e b)) -> m (Either e b)
bindFallible m f = m >>= \r -> case r of
  Left e -> return (Left e)
  Right x -> f x
