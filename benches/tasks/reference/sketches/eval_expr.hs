module Task where

data Expr = Lit Int | Add Expr Expr | Mul Expr Expr
  deriving (Eq, Show)

-- | The value of an expression.
-- visible: eval (Mul (Lit 3) (Lit 4))
-- visible: eval (Add (Lit 1) (Mul (Lit 2) (Lit 5)))
-- hidden: eval (Lit 9)
-- hidden: eval (Mul (Add (Lit 1) (Lit 2)) (Lit 7))
-- hidden: eval (Mul (Mul (Lit 2) (Lit 2)) (Lit 3))
-- sketch: eval (Lit n) = n
-- sketch: eval (Add a b) = eval a + eval b
-- sketch: eval (Mul a b) = _
eval :: Expr -> Int
eval (Lit n) = n
eval (Add a b) = eval a + eval b
eval (Mul a b) = eval a * eval b
