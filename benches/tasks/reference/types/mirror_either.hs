module Task where

-- | Left becomes right.
-- hidden: mirror (Left 1 :: Either Int Char)
-- hidden: mirror (Right 'x' :: Either Int Char)
mirror :: Either a b -> Either b a
mirror (Left x) = Right x
mirror (Right y) = Left y
