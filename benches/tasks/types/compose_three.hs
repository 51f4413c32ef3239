module Task where

-- | One function after another after another.
composeThree :: (c -> d) -> (b -> c) -> (a -> b) -> a -> d
composeThree = undefined
