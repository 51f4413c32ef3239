module Task where

-- | The first part goes with whichever there is.
distribute :: (a, Either b c) -> Either (a, b) (a, c)
distribute = undefined
