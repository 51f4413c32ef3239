module Task where

data Term = Var Int | App Term Term | Lam Term
  deriving (Show, Eq)

-- | Is every variable bound? Number n stands for the nth binder outwards, the nearest being 0.
-- visible: closed (Var 0)
-- visible: closed (Lam (Var 0))
-- visible: closed (Lam (Var 1))
-- visible: closed (Lam (Lam (Var 1)))
-- visible: closed (Lam (Lam (Var 2)))
-- visible: closed (App (Lam (Var 0)) (Lam (Var 0)))
-- visible: closed (App (Lam (Var 0)) (Var 0))
-- visible: closed (Lam (App (Var 0) (Lam (App (Var 1) (Var 0)))))
-- hidden: closed (Var 3)
-- hidden: closed (Lam (Lam (Lam (Var 2))))
-- hidden: closed (Lam (App (Var 1) (Lam (Var 1))))
-- hidden: closed (App (Lam (Lam (Var 1))) (Lam (App (Var 0) (Var 0))))
-- hidden: closed (Lam (App (Lam (Var 1)) (Lam (Var 2))))
-- long: closed (foldr (\n t -> Lam (App (Var n) t)) (Var 30) [0 .. 30])
-- long: closed (foldr (\n t -> Lam (App (Var n) t)) (Var 31) [0 .. 30])
closed :: Term -> Bool
closed = under 0

under :: Int -> Term -> Bool
under n (Var i) = i < n
under n (App f x) = under n f && under n x
under n (Lam t) = under (n + 1) t
