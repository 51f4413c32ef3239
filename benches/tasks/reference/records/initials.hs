module Task where

data Name = Name { first :: String, family :: String }
  deriving (Show, Eq)

-- | How a name stands in an index.
-- visible: indexed (Name "Ada" "Lovelace")
-- visible: indexed (Name "Alan" "Turing")
-- visible: indexed (Name "Grace" "Hopper")
-- hidden: indexed (Name "" "X")
-- hidden: indexed (Name "Haskell" "Curry")
-- long: indexed (Name (replicate 40 'a') (replicate 40 'b'))
indexed :: Name -> String
indexed n = family n ++ ", " ++ first n
