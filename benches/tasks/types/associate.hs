module Task where

-- | Brackets a triple of pairs the other way.
associate :: (a, (b, c)) -> ((a, b), c)
associate = undefined
