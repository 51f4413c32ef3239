module Task where

-- | Brackets a triple of pairs the other way.
-- hidden: associate (1, ('b', True))
-- hidden: associate ("k", ((), 2))
associate :: (a, (b, c)) -> ((a, b), c)
associate (x, (y, z)) = ((x, y), z)
