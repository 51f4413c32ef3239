module Task where

data Tokens = End | Num Int Tokens | Plus Tokens | Minus Tokens
  deriving (Show, Eq)

-- | The value of an expression in which every operation stands before its two operands.
--
-- >>> polish (Num 7 End)
-- 7
-- >>> polish (Num 2 End)
-- 2
-- >>> polish (Plus (Num 7 (Num 2 End)))
-- 9
-- >>> polish (Minus (Num 7 (Num 2 End)))
-- 5
-- >>> polish (Plus (Num 4 (Minus (Num 7 (Num 2 End)))))
-- 9
-- >>> polish (Minus (Plus (Num 7 (Num 2 (Num 4 End)))))
-- 5
-- >>> polish (Minus (Plus (Num 7 (Num 2 (Minus (Num 9 (Num 4 End)))))))
-- 4
polish :: Tokens -> Int
polish = undefined
