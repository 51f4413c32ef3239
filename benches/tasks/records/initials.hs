module Task where

data Name = Name { first :: String, family :: String }
  deriving (Show, Eq)

-- | How a name stands in an index.
--
-- >>> indexed (Name "Ada" "Lovelace")
-- "Lovelace, Ada"
-- >>> indexed (Name "Alan" "Turing")
-- "Turing, Alan"
-- >>> indexed (Name "Grace" "Hopper")
-- "Hopper, Grace"
indexed :: Name -> String
indexed = undefined
