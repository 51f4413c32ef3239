module Task where

-- | A change for each side.
-- hidden: eitherWay (+ 1) show (Left 1 :: Either Int Int)
-- hidden: eitherWay (+ 1) show (Right 10 :: Either Int Int)
-- hidden: eitherWay (+ 1) (* 2) (Right 10 :: Either Int Int)
eitherWay :: (a -> c) -> (b -> d) -> Either a b -> Either c d
eitherWay f _ (Left x) = Left (f x)
eitherWay _ g (Right y) = Right (g y)
