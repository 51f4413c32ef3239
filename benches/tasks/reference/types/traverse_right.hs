module Task where

-- | A step for what is right.
-- hidden: traverseRight (\y -> [y, y + 1]) (Right 1 :: Either Char Int)
-- hidden: traverseRight (\y -> [y, y + 1]) (Left 'e' :: Either Char Int)
-- hidden: traverseRight (\y -> ("log", show y)) (Right 1 :: Either Char Int)
traverseRight :: Applicative f => (b -> f c) -> Either a b -> f (Either a c)
traverseRight _ (Left x) = pure (Left x)
traverseRight f (Right y) = Right <$> f y
