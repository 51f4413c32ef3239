module Task where

-- | Hands the state on.
stateBind :: (s -> (a, s)) -> (a -> s -> (b, s)) -> s -> (b, s)
stateBind = undefined
