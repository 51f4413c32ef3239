module Task where

-- | The results that are there.
--
-- >>> keepResults (\n -> if n > 2 then Just (n * 10) else Nothing) [1, 2, 3, 4]
-- [30,40]
-- >>> keepResults Just "ab"
-- "ab"
keepResults :: (a -> Maybe b) -> [a] -> [b]
keepResults f = foldr (\x acc -> case f x of Nothing -> _; Just y -> _) []
