module Task where

-- | Three negations are one.
dropTwo :: (((a -> r) -> r) -> r) -> a -> r
dropTwo = undefined
