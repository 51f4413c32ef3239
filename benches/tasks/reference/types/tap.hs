module Task where

-- | The effect of a step without its result.
-- hidden: tap (\x -> ("saw " ++ show x, ())) 5
-- hidden: tap (\x -> [x, x]) 1
-- hidden: tap (\_ -> Nothing :: Maybe Int) 'x'
tap :: Monad m => (a -> m b) -> a -> m a
tap f x = f x >> return x
