module Task where

data Expr = Lit Int | Add Expr Expr | Neg Expr
  deriving (Show, Eq)

-- | What an expression is worth.
--
-- prop> \n -> value (Lit n) == n
-- prop> \a b -> value (Add a b) == value a + value b
-- prop> \e -> value (Neg e) == negate (value e)
value :: Expr -> Int
value = undefined
