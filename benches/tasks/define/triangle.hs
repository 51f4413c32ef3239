module Task where

import Prelude (Show, undefined)

data Nat = Zero | Succ Nat
  deriving (Show)

-- | The sum of all numbers up to this one.
--
-- >>> triangle Zero
-- Zero
-- >>> triangle (Succ Zero)
-- Succ Zero
-- >>> triangle (Succ (Succ Zero))
-- Succ (Succ (Succ Zero))
-- >>> triangle (Succ (Succ (Succ Zero)))
-- Succ (Succ (Succ (Succ (Succ (Succ Zero)))))
-- >>> triangle (Succ (Succ (Succ (Succ Zero))))
-- Succ (Succ (Succ (Succ (Succ (Succ (Succ (Succ (Succ (Succ Zero)))))))))
triangle :: Nat -> Nat
triangle = undefined
