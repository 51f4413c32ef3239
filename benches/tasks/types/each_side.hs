module Task where

-- | A change for each part of a pair.
eachSide :: (a -> c) -> (b -> d) -> (a, b) -> (c, d)
eachSide = undefined
