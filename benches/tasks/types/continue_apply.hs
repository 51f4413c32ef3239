module Task where

-- | Application in continuation style, the function first.
continueApply :: (((a -> b) -> r) -> r) -> ((a -> r) -> r) -> (b -> r) -> r
continueApply = undefined
