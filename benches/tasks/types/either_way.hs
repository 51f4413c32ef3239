module Task where

-- | A change for each side.
eitherWay :: (a -> c) -> (b -> d) -> Either a b -> Either c d
eitherWay = undefined
