module Task where

import Prelude (Bool (..), Show, filter, undefined)

data Nat = Zero | Succ Nat
  deriving (Show)

-- | The prices that are not above a budget.
-- visible: affordable Zero []
-- visible: affordable Zero [Zero]
-- visible: affordable Zero [Succ Zero]
-- visible: affordable (Succ Zero) [Zero, Succ Zero]
-- visible: affordable (Succ Zero) [Succ (Succ Zero), Zero]
-- visible: affordable (Succ (Succ Zero)) [Succ (Succ Zero), Zero, Succ (Succ (Succ Zero)), Succ Zero]
-- hidden: affordable (Succ (Succ (Succ Zero))) [Succ (Succ (Succ (Succ Zero))), Succ (Succ (Succ Zero))]
-- hidden: affordable (Succ Zero) [Succ (Succ (Succ Zero)), Succ (Succ Zero)]
-- hidden: affordable (Succ (Succ Zero)) [Succ Zero, Succ Zero, Zero]
-- long: affordable {{P.iterate Succ Zero P.!! 12}} {{[P.iterate Succ Zero P.!! (n P.* 7 `P.mod` 23) | n <- [1 .. 30]]}}
affordable :: Nat -> [Nat] -> [Nat]
affordable budget = filter (`atMost` budget)

atMost :: Nat -> Nat -> Bool
atMost Zero _ = True
atMost (Succ _) Zero = False
atMost (Succ m) (Succ n) = atMost m n
