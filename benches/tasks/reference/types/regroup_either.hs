module Task where

-- | Brackets alternatives the other way.
-- hidden: regroup (Left 1 :: Either Int (Either Char Bool))
-- hidden: regroup (Right (Left 'x') :: Either Int (Either Char Bool))
-- hidden: regroup (Right (Right True) :: Either Int (Either Char Bool))
regroup :: Either a (Either b c) -> Either (Either a b) c
regroup (Left x) = Left (Left x)
regroup (Right (Left y)) = Left (Right y)
regroup (Right (Right z)) = Right z
