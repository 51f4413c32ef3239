module Task where

-- | Goes along with everything inside.
-- hidden: carry 'k' [1, 2, 3]
-- hidden: carry True (Just "v")
-- hidden: carry 1 (Nothing :: Maybe Int)
carry :: Functor f => a -> f b -> f (a, b)
carry x = fmap ((,) x)
