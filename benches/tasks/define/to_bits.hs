module Task where

import Prelude (Show, undefined)

data Nat = Zero | Succ Nat
  deriving (Show)

data Bits = End | O Bits | I Bits
  deriving (Show)

-- | A number in binary, the lowest bit first.
--
-- >>> toBits Zero
-- End
-- >>> toBits (Succ Zero)
-- I End
-- >>> toBits (Succ (Succ Zero))
-- O (I End)
-- >>> toBits (Succ (Succ (Succ Zero)))
-- I (I End)
-- >>> toBits (Succ (Succ (Succ (Succ Zero))))
-- O (O (I End))
-- >>> toBits (Succ (Succ (Succ (Succ (Succ Zero)))))
-- I (O (I End))
toBits :: Nat -> Bits
toBits = undefined
