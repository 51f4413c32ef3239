module Task where

data Expr = Num Int | Var String | Add Expr Expr | Let String Expr Expr
  deriving (Show, Eq)

-- | The value of an expression. A Let names a value for its second part; a variable without one is 0.
-- visible: value (Num 3)
-- visible: value (Var "x")
-- visible: value (Add (Num 1) (Num 2))
-- visible: value (Let "x" (Num 5) (Var "x"))
-- visible: value (Let "x" (Num 5) (Var "y"))
-- visible: value (Let "x" (Num 5) (Add (Var "x") (Var "x")))
-- visible: value (Let "x" (Num 5) (Let "y" (Num 2) (Add (Var "x") (Var "y"))))
-- visible: value (Let "x" (Num 5) (Let "x" (Num 2) (Var "x")))
-- visible: value (Let "x" (Num 5) (Let "y" (Add (Var "x") (Num 1)) (Var "y")))
-- hidden: value (Add (Let "a" (Num 4) (Var "a")) (Var "a"))
-- hidden: value (Let "x" (Num 1) (Let "x" (Add (Var "x") (Num 1)) (Add (Var "x") (Var "x"))))
-- hidden: value (Let "x" (Var "x") (Add (Num 3) (Var "x")))
-- hidden: value (Let "p" (Num 4) (Add (Let "p" (Num 9) (Var "p")) (Var "p")))
-- long: value (foldr (\n e -> Let "x" (Add (Var "x") (Num n)) e) (Var "x") [1 .. 30])
-- long: value (foldr (\n e -> Let (show n) (Num n) (Add (Var (show n)) e)) (Var "7") [1 .. 30])
value :: Expr -> Int
value = valueIn []

valueIn :: [(String, Int)] -> Expr -> Int
valueIn _ (Num n) = n
valueIn env (Var x) = case lookup x env of
  Nothing -> 0
  Just n -> n
valueIn env (Add a b) = valueIn env a + valueIn env b
valueIn env (Let x a b) = valueIn ((x, valueIn env a) : env) b
