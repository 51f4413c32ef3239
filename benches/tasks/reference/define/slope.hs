module Task where

data Expr = X | Num Int | Add Expr Expr | Mul Expr Expr
  deriving (Show, Eq)

-- | How steep an expression is at a value of X: that of a product a * b is a' * b + a * b'.
-- visible: slope (Num 5) 2
-- visible: slope X 2
-- visible: slope (Add X X) 2
-- visible: slope (Add X (Num 5)) 3
-- visible: slope (Mul (Num 5) X) 3
-- visible: slope (Mul X X) 3
-- visible: slope (Mul X (Mul X X)) 2
-- visible: slope (Mul (Add X (Num 1)) (Num 4)) 3
-- hidden: slope (Mul (Add X (Num 1)) (Add X (Num 2))) 3
-- hidden: slope (Add (Mul X X) (Mul (Num 3) X)) 5
-- hidden: slope (Mul (Mul X X) (Mul X X)) 1
-- hidden: slope (Mul X (Num 7)) 0
-- hidden: slope (Mul (Mul X (Num 2)) (Add X X)) 4
-- long: slope (foldr (\n e -> Add (Num n) (Mul X e)) (Num 1) [1 .. 20]) 2
slope :: Expr -> Int -> Int
slope X _ = 1
slope (Num _) _ = 0
slope (Add a b) x = slope a x + slope b x
slope (Mul a b) x = slope a x * value b x + value a x * slope b x

value :: Expr -> Int -> Int
value X x = x
value (Num n) _ = n
value (Add a b) x = value a x + value b x
value (Mul a b) x = value a x * value b x
