module Task where

-- | Two structures from one of pairs.
-- hidden: splitInside [(1, 'a'), (2, 'b')]
-- hidden: splitInside (Just (True, "x"))
splitInside :: Functor f => f (a, b) -> (f a, f b)
splitInside ps = (fmap fst ps, fmap snd ps)
