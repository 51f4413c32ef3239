module Task where

data Tree a = Leaf | Node (Tree a) a (Tree a)
  deriving (Show, Eq)

-- | Left and right exchanged everywhere.
--
-- >>> mirror Leaf
-- Leaf
-- >>> mirror (Node Leaf 'a' Leaf)
-- Node Leaf 'a' Leaf
-- >>> mirror (Node (Node Leaf 'a' Leaf) 'b' Leaf)
-- Node Leaf 'b' (Node Leaf 'a' Leaf)
-- >>> mirror (Node (Node Leaf 'a' (Node Leaf 'x' Leaf)) 'b' (Node Leaf 'c' Leaf))
-- Node (Node Leaf 'c' Leaf) 'b' (Node (Node Leaf 'x' Leaf) 'a' Leaf)
mirror :: Tree a -> Tree a
mirror = undefined
