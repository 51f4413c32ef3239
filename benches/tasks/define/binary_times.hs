module Task where

import Prelude (Show, undefined)

data Bits = One | O Bits | I Bits
  deriving (Show)

-- | The product of two binary numbers above zero, the lowest bit outermost; One is the highest bit.
--
-- >>> times One One
-- One
-- >>> times One (O One)
-- O One
-- >>> times (O One) One
-- O One
-- >>> times (O One) (O One)
-- O (O One)
-- >>> times (I One) One
-- I One
-- >>> times (I One) (O One)
-- O (I One)
-- >>> times (I One) (I One)
-- I (O (O One))
-- >>> times (O One) (I One)
-- O (I One)
-- >>> times (I (O One)) (I One)
-- I (I (I One))
-- >>> times (I (I One)) (I One)
-- I (O (I (O One)))
times :: Bits -> Bits -> Bits
times = undefined
