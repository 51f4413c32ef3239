module Task where

-- | Both the function and its argument depend on the surroundings.
readerApply :: (e -> a -> b) -> (e -> a) -> e -> b
readerApply = undefined
