module Task where

-- | The third argument first.
rotateArguments :: (a -> b -> c -> d) -> c -> a -> b -> d
rotateArguments = undefined
