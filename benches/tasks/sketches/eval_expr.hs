module Task where

data Expr = Lit Int | Add Expr Expr | Mul Expr Expr
  deriving (Eq, Show)

-- | The value of an expression.
--
-- >>> eval (Mul (Lit 3) (Lit 4))
-- 12
-- >>> eval (Add (Lit 1) (Mul (Lit 2) (Lit 5)))
-- 11
eval :: Expr -> Int
eval (Lit n) = n
eval (Add a b) = eval a + eval b
eval (Mul a b) = _
