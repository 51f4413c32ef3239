module Task where

-- | The first part goes with whichever there is.
-- hidden: distribute (1, Left 'b' :: Either Char Bool)
-- hidden: distribute (1, Right True :: Either Char Bool)
distribute :: (a, Either b c) -> Either (a, b) (a, c)
distribute (x, Left y) = Left (x, y)
distribute (x, Right z) = Right (x, z)
