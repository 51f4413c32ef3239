module Task where

-- | Both results, the first effect first.
-- hidden: pairUp [1, 2] "ab"
-- hidden: pairUp (Just 1) (Nothing :: Maybe Int)
-- hidden: pairUp ("first ", 1) ("second", 'x')
pairUp :: Applicative f => f a -> f b -> f (a, b)
pairUp p q = (,) <$> p <*> q
