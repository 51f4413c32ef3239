module Task where

import Prelude (Bool (..), Eq (..), Show, String, undefined, (++))

data Term = Name String | App Term Term | Fun String Term
  deriving (Show)

-- | The names that no function around them binds, from left to right.
--
-- >>> freeNames (Name "x")
-- ["x"]
-- >>> freeNames (App (Name "x") (Name "y"))
-- ["x","y"]
-- >>> freeNames (Fun "x" (Name "x"))
-- []
-- >>> freeNames (Fun "x" (Name "y"))
-- ["y"]
-- >>> freeNames (Fun "x" (App (Name "x") (Name "y")))
-- ["y"]
-- >>> freeNames (App (Fun "x" (Name "x")) (Name "x"))
-- ["x"]
-- >>> freeNames (Fun "x" (Fun "y" (App (App (Name "x") (Name "z")) (Name "y"))))
-- ["z"]
freeNames :: Term -> [String]
freeNames = undefined
