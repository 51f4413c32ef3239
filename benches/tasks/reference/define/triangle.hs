module Task where

import Prelude (Show, undefined)

data Nat = Zero | Succ Nat
  deriving (Show)

-- | The sum of all numbers up to this one.
-- visible: triangle Zero
-- visible: triangle (Succ Zero)
-- visible: triangle (Succ (Succ Zero))
-- visible: triangle (Succ (Succ (Succ Zero)))
-- visible: triangle (Succ (Succ (Succ (Succ Zero))))
-- hidden: triangle (Succ (Succ (Succ (Succ (Succ Zero)))))
-- hidden: triangle (Succ (Succ (Succ (Succ (Succ (Succ Zero))))))
-- hidden: triangle (Succ (Succ (Succ (Succ (Succ (Succ (Succ Zero)))))))
-- long: triangle {{P.iterate Succ Zero P.!! 25}}
triangle :: Nat -> Nat
triangle Zero = Zero
triangle (Succ n) = plus (Succ n) (triangle n)

plus :: Nat -> Nat -> Nat
plus Zero n = n
plus (Succ m) n = Succ (plus m n)
