module Task where

data Term = Var Int | App Term Term | Lam Term
  deriving (Show, Eq)

-- | Is every variable bound? Number n stands for the nth binder outwards, the nearest being 0.
--
-- >>> closed (Var 0)
-- False
-- >>> closed (Lam (Var 0))
-- True
-- >>> closed (Lam (Var 1))
-- False
-- >>> closed (Lam (Lam (Var 1)))
-- True
-- >>> closed (Lam (Lam (Var 2)))
-- False
-- >>> closed (App (Lam (Var 0)) (Lam (Var 0)))
-- True
-- >>> closed (App (Lam (Var 0)) (Var 0))
-- False
-- >>> closed (Lam (App (Var 0) (Lam (App (Var 1) (Var 0)))))
-- True
closed :: Term -> Bool
closed = undefined
