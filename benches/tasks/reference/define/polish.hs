module Task where

data Tokens = End | Num Int Tokens | Plus Tokens | Minus Tokens
  deriving (Show, Eq)

-- | The value of an expression in which every operation stands before its two operands.
-- visible: polish (Num 7 End)
-- visible: polish (Num 2 End)
-- visible: polish (Plus (Num 7 (Num 2 End)))
-- visible: polish (Minus (Num 7 (Num 2 End)))
-- visible: polish (Plus (Num 4 (Minus (Num 7 (Num 2 End)))))
-- visible: polish (Minus (Plus (Num 7 (Num 2 (Num 4 End)))))
-- visible: polish (Minus (Plus (Num 7 (Num 2 (Minus (Num 9 (Num 4 End)))))))
-- hidden: polish (Minus (Num 1 (Num 8 End)))
-- hidden: polish (Minus (Minus (Num 9 (Num 3 (Num 1 End)))))
-- hidden: polish (Minus (Num 9 (Minus (Num 3 (Num 1 End)))))
-- hidden: polish (Plus (Minus (Num 5 (Num 6 (Plus (Num 3 (Minus (Num 10 (Num 4 End)))))))))
-- long: polish (foldr (\n t -> Minus (Num n t)) (Num 100 End) [1 .. 25])
-- long: polish (iterate Minus (foldr Num End [100, 99 .. 79]) !! 21)
polish :: Tokens -> Int
polish tokens = case operands tokens of
  [] -> 0
  n : _ -> n

operands :: Tokens -> [Int]
operands End = []
operands (Num n rest) = n : operands rest
operands (Plus rest) = case operands rest of
  a : b : ns -> a + b : ns
  ns -> ns
operands (Minus rest) = case operands rest of
  a : b : ns -> a - b : ns
  ns -> ns
