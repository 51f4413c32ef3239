module Task where

-- | Drops the explanation.
-- hidden: forgetWhy (Left 'e' :: Either Char Int)
-- hidden: forgetWhy (Right 3 :: Either Char Int)
forgetWhy :: Either e a -> Maybe a
forgetWhy (Left _) = Nothing
forgetWhy (Right x) = Just x
