module Task where

-- | What two functions say of one value.
fanOut :: (a -> b) -> (a -> c) -> a -> (b, c)
fanOut = undefined
