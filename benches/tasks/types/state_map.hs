module Task where

-- | Changes the result, not the state.
stateMap :: (a -> b) -> (s -> (a, s)) -> s -> (b, s)
stateMap = undefined
