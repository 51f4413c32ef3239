module Task where

-- | Brackets alternatives the other way.
regroup :: Either a (Either b c) -> Either (Either a b) c
regroup = undefined
