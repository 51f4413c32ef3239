module Task where

data Expr = Lit Int | Add Expr Expr | Mul Expr Expr | Neg Expr
  deriving (Show, Eq)

-- | The value of an expression.
-- visible: eval (Lit 3)
-- visible: eval (Add (Lit 1) (Lit 2))
-- visible: eval (Mul (Lit 4) (Lit 5))
-- visible: eval (Neg (Lit 7))
-- visible: eval (Add (Lit 1) (Mul (Lit 2) (Neg (Lit 3))))
-- hidden: eval (Mul (Add (Lit 1) (Lit 2)) (Add (Lit 3) (Lit 4)))
-- hidden: eval (Neg (Neg (Lit 9)))
-- hidden: eval (Add (Neg (Lit 4)) (Mul (Lit 6) (Lit 6)))
-- long: eval (foldr (\n e -> Add (Lit n) e) (Lit 0) [1 .. 40])
eval :: Expr -> Int
eval (Lit n) = n
eval (Add a b) = eval a + eval b
eval (Mul a b) = eval a * eval b
eval (Neg a) = negate (eval a)
