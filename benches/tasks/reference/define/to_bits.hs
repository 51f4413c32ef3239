module Task where

import Prelude (Show, undefined)

data Nat = Zero | Succ Nat
  deriving (Show)

data Bits = End | O Bits | I Bits
  deriving (Show)

-- | A number in binary, the lowest bit first.
-- visible: toBits Zero
-- visible: toBits (Succ Zero)
-- visible: toBits (Succ (Succ Zero))
-- visible: toBits (Succ (Succ (Succ Zero)))
-- visible: toBits (Succ (Succ (Succ (Succ Zero))))
-- visible: toBits (Succ (Succ (Succ (Succ (Succ Zero)))))
-- hidden: toBits (Succ (Succ (Succ (Succ (Succ (Succ Zero))))))
-- hidden: toBits (Succ (Succ (Succ (Succ (Succ (Succ (Succ Zero)))))))
-- hidden: toBits (Succ (Succ (Succ (Succ (Succ (Succ (Succ (Succ Zero))))))))
-- long: toBits {{P.iterate Succ Zero P.!! 50}}
-- long: toBits {{P.iterate Succ Zero P.!! 63}}
toBits :: Nat -> Bits
toBits Zero = End
toBits (Succ n) = next (toBits n)

next :: Bits -> Bits
next End = I End
next (O b) = I b
next (I b) = O (next b)
