module Task where

data Expr = Lit Int | Add Expr Expr | Neg Expr
  deriving (Show, Eq)

-- | What an expression is worth.
-- property: \n -> value (Lit n) == n
-- property: \a b -> value (Add a b) == value a + value b
-- property: \e -> value (Neg e) == negate (value e)
-- hidden: value (Lit 7)
-- hidden: value (Add (Lit 1) (Neg (Lit 3)))
-- hidden: value (Neg (Neg (Lit 5)))
-- long: value (foldr (\n e -> Add (Lit n) e) (Lit 0) [1 .. 30])
value :: Expr -> Int
value (Lit n) = n
value (Add a b) = value a + value b
value (Neg e) = negate (value e)
