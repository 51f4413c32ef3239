module Task where

-- | Both arguments are the same.
-- hidden: diagonal (*) 7
-- hidden: diagonal (,) 'x'
diagonal :: (a -> a -> b) -> a -> b
diagonal f x = f x x
