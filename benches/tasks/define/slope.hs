module Task where

data Expr = X | Num Int | Add Expr Expr | Mul Expr Expr
  deriving (Show, Eq)

-- | How steep an expression is at a value of X: that of a product a * b is a' * b + a * b'.
--
-- >>> slope (Num 5) 2
-- 0
-- >>> slope X 2
-- 1
-- >>> slope (Add X X) 2
-- 2
-- >>> slope (Add X (Num 5)) 3
-- 1
-- >>> slope (Mul (Num 5) X) 3
-- 5
-- >>> slope (Mul X X) 3
-- 6
-- >>> slope (Mul X (Mul X X)) 2
-- 12
-- >>> slope (Mul (Add X (Num 1)) (Num 4)) 3
-- 4
slope :: Expr -> Int -> Int
slope = undefined
