module Task where

data Expr = Lit Int | Add Expr Expr | Mul Expr Expr | Neg Expr
  deriving (Show, Eq)

-- | The value of an expression.
--
-- >>> eval (Lit 3)
-- 3
-- >>> eval (Add (Lit 1) (Lit 2))
-- 3
-- >>> eval (Mul (Lit 4) (Lit 5))
-- 20
-- >>> eval (Neg (Lit 7))
-- -7
-- >>> eval (Add (Lit 1) (Mul (Lit 2) (Neg (Lit 3))))
-- -5
eval :: Expr -> Int
eval = undefined
