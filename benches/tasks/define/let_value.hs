module Task where

data Expr = Num Int | Var String | Add Expr Expr | Let String Expr Expr
  deriving (Show, Eq)

-- | The value of an expression. A Let names a value for its second part; a variable without one is 0.
--
-- >>> value (Num 3)
-- 3
-- >>> value (Var "x")
-- 0
-- >>> value (Add (Num 1) (Num 2))
-- 3
-- >>> value (Let "x" (Num 5) (Var "x"))
-- 5
-- >>> value (Let "x" (Num 5) (Var "y"))
-- 0
-- >>> value (Let "x" (Num 5) (Add (Var "x") (Var "x")))
-- 10
-- >>> value (Let "x" (Num 5) (Let "y" (Num 2) (Add (Var "x") (Var "y"))))
-- 7
-- >>> value (Let "x" (Num 5) (Let "x" (Num 2) (Var "x")))
-- 2
-- >>> value (Let "x" (Num 5) (Let "y" (Add (Var "x") (Num 1)) (Var "y")))
-- 6
value :: Expr -> Int
value = undefined
