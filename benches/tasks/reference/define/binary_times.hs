module Task where

import Prelude (Show, undefined)

data Bits = One | O Bits | I Bits
  deriving (Show)

-- | The product of two binary numbers above zero, the lowest bit outermost; One is the highest bit.
-- visible: times One One
-- visible: times One (O One)
-- visible: times (O One) One
-- visible: times (O One) (O One)
-- visible: times (I One) One
-- visible: times (I One) (O One)
-- visible: times (I One) (I One)
-- visible: times (O One) (I One)
-- visible: times (I (O One)) (I One)
-- visible: times (I (I One)) (I One)
-- hidden: times (I (I One)) (I (I One))
-- hidden: times (O (I One)) (I (O One))
-- hidden: times (I (O One)) (I (O One))
-- hidden: times (I (O (O One))) (O (I One))
-- hidden: times (I One) (I (I (I One)))
-- long: times {{P.iterate (\b -> I (O (I b))) One P.!! 6}} {{P.iterate (\b -> I (I (O b))) One P.!! 7}}
times :: Bits -> Bits -> Bits
times One b = b
times (O a) b = O (times a b)
times (I a) b = plus b (O (times a b))

plus :: Bits -> Bits -> Bits
plus One b = next b
plus a One = next a
plus (O a) (O b) = O (plus a b)
plus (O a) (I b) = I (plus a b)
plus (I a) (O b) = I (plus a b)
plus (I a) (I b) = O (next (plus a b))

next :: Bits -> Bits
next One = O One
next (O b) = I b
next (I b) = O (next b)
