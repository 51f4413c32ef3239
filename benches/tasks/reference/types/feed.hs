module Task where

-- | The same argument for every function inside.
-- hidden: feed [(+ 1), (* 2)] 5
-- hidden: feed (Just not) True
-- hidden: feed ("log", show) 7
feed :: Functor f => f (a -> b) -> a -> f b
feed fs x = fmap ($ x) fs
