module Task where

import Prelude (Bool (..), Show, filter, undefined)

data Nat = Zero | Succ Nat
  deriving (Show)

-- | The prices that are not above a budget.
--
-- >>> affordable Zero []
-- []
-- >>> affordable Zero [Zero]
-- [Zero]
-- >>> affordable Zero [Succ Zero]
-- []
-- >>> affordable (Succ Zero) [Zero, Succ Zero]
-- [Zero,Succ Zero]
-- >>> affordable (Succ Zero) [Succ (Succ Zero), Zero]
-- [Zero]
-- >>> affordable (Succ (Succ Zero)) [Succ (Succ Zero), Zero, Succ (Succ (Succ Zero)), Succ Zero]
-- [Succ (Succ Zero),Zero,Succ Zero]
affordable :: Nat -> [Nat] -> [Nat]
affordable = undefined
