module Task where

data Tree a = Leaf | Node (Tree a) a (Tree a)
  deriving (Show, Eq)

-- | The same tree, where every label is how deep it lies.
--
-- >>> depths Leaf
-- Leaf
-- >>> depths (Node Leaf 'a' Leaf)
-- Node Leaf 0 Leaf
-- >>> depths (Node (Node Leaf 'b' Leaf) 'a' Leaf)
-- Node (Node Leaf 1 Leaf) 0 Leaf
-- >>> depths (Node Leaf 'a' (Node Leaf 'c' Leaf))
-- Node Leaf 0 (Node Leaf 1 Leaf)
-- >>> depths (Node (Node Leaf 'b' Leaf) 'a' (Node Leaf 'c' (Node Leaf 'd' Leaf)))
-- Node (Node Leaf 1 Leaf) 0 (Node Leaf 1 (Node Leaf 2 Leaf))
depths :: Tree a -> Tree Int
depths = undefined
