module Task where

-- | The results that are there.
-- visible: keepResults (\n -> if n > 2 then Just (n * 10) else Nothing) [1, 2, 3, 4]
-- visible: keepResults Just "ab"
-- hidden: keepResults (\_ -> Nothing :: Maybe Int) "abc"
-- hidden: keepResults (\n -> if even n then Just (show n) else Nothing) [1, 2, 4]
-- sketch: keepResults f = foldr (\x acc -> case f x of Nothing -> _; Just y -> _) []
keepResults :: (a -> Maybe b) -> [a] -> [b]
keepResults f = foldr (\x acc -> case f x of Nothing -> acc; Just y -> y : acc) []
