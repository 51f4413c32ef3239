module Task where

-- | A step for what is right.
traverseRight :: Applicative f => (b -> f c) -> Either a b -> f (Either a c)
traverseRight = undefined
