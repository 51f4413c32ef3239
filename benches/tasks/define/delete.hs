module Task where

data Tree a = Leaf | Node (Tree a) a (Tree a)
  deriving (Show, Eq)

-- | Takes a label out of a search tree. The largest label to its left takes its place.
--
-- >>> delete 1 Leaf
-- Leaf
-- >>> delete 1 (Node Leaf 1 Leaf)
-- Leaf
-- >>> delete 2 (Node Leaf 1 Leaf)
-- Node Leaf 1 Leaf
-- >>> delete 2 (Node (Node Leaf 1 Leaf) 2 Leaf)
-- Node Leaf 1 Leaf
-- >>> delete 2 (Node Leaf 2 (Node Leaf 3 Leaf))
-- Node Leaf 3 Leaf
-- >>> delete 2 (Node (Node Leaf 1 Leaf) 2 (Node Leaf 3 Leaf))
-- Node Leaf 1 (Node Leaf 3 Leaf)
-- >>> delete 1 (Node (Node Leaf 1 Leaf) 2 (Node Leaf 3 Leaf))
-- Node Leaf 2 (Node Leaf 3 Leaf)
-- >>> delete 3 (Node (Node Leaf 1 Leaf) 2 (Node Leaf 3 Leaf))
-- Node (Node Leaf 1 Leaf) 2 Leaf
-- >>> delete 4 (Node (Node Leaf 1 (Node Leaf 2 Leaf)) 4 (Node Leaf 6 Leaf))
-- Node (Node Leaf 1 Leaf) 2 (Node Leaf 6 Leaf)
delete :: Ord a => a -> Tree a -> Tree a
delete = undefined
