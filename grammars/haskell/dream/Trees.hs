module Trees where

data Bush a = Bare | Fork (Bush a) a (Bush a)
  deriving (Show, Eq)

data Many a = Many a [Many a]
  deriving (Show, Eq)

data Leafy = Tip Int | Join Leafy Leafy
  deriving (Show, Eq)

walk :: Bush a -> [a]
walk Bare = []
walk (Fork l x r) = walk l ++ [x] ++ walk r

single :: a -> Bush a
single x = Fork Bare x Bare

top :: Many a -> a
top (Many x _) = x

below :: Many a -> [Many a]
below (Many _ ts) = ts

tips :: Leafy -> [Int]
tips (Tip n) = [n]
tips (Join l r) = tips l ++ tips r
