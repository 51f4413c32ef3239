module Task where

-- | Changes what goes in and what comes out.
around :: (c -> a) -> (b -> d) -> (a -> b) -> c -> d
around = undefined
