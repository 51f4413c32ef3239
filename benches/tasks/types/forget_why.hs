module Task where

-- | Drops the explanation.
forgetWhy :: Either e a -> Maybe a
forgetWhy = undefined
