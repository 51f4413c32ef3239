module Task where

import Prelude (Bool (..), Eq (..), Show, String, undefined, (++))

data Term = Name String | App Term Term | Fun String Term
  deriving (Show)

-- | The names that no function around them binds, from left to right.
-- visible: freeNames (Name "x")
-- visible: freeNames (App (Name "x") (Name "y"))
-- visible: freeNames (Fun "x" (Name "x"))
-- visible: freeNames (Fun "x" (Name "y"))
-- visible: freeNames (Fun "x" (App (Name "x") (Name "y")))
-- visible: freeNames (App (Fun "x" (Name "x")) (Name "x"))
-- visible: freeNames (Fun "x" (Fun "y" (App (App (Name "x") (Name "z")) (Name "y"))))
-- hidden: freeNames (Fun "f" (App (Name "f") (App (Name "f") (Name "a"))))
-- hidden: freeNames (App (Name "x") (Fun "x" (App (Name "y") (Name "x"))))
-- hidden: freeNames (Fun "y" (App (Fun "x" (App (Name "x") (Name "y"))) (Name "x")))
-- hidden: freeNames (App (Name "a") (App (Name "b") (Name "a")))
-- long: freeNames {{P.foldr (\n t -> App (Name n) (Fun n (App t (Name (n ++ "'"))))) (Name "a") [[c] | c <- ['a' .. 'o']]}}
freeNames :: Term -> [String]
freeNames (Name x) = [x]
freeNames (App f x) = freeNames f ++ freeNames x
freeNames (Fun x t) = without x (freeNames t)

without :: String -> [String] -> [String]
without _ [] = []
without x (y : ys) = if x == y then without x ys else y : without x ys
