module Task where

data Tree a = Leaf | Node (Tree a) a (Tree a)
  deriving (Show, Eq)

-- | Do the labels grow strictly from left to right?
--
-- >>> isSearchTree Leaf
-- True
-- >>> isSearchTree (Node Leaf 2 Leaf)
-- True
-- >>> isSearchTree (Node (Node Leaf 1 Leaf) 2 Leaf)
-- True
-- >>> isSearchTree (Node (Node Leaf 3 Leaf) 2 Leaf)
-- False
-- >>> isSearchTree (Node Leaf 2 (Node Leaf 2 Leaf))
-- False
-- >>> isSearchTree (Node (Node Leaf 1 Leaf) 2 (Node Leaf 3 Leaf))
-- True
-- >>> isSearchTree (Node (Node Leaf 1 (Node Leaf 5 Leaf)) 4 Leaf)
-- False
-- >>> isSearchTree (Node (Node Leaf 1 (Node Leaf 3 Leaf)) 4 Leaf)
-- True
isSearchTree :: Ord a => Tree a -> Bool
isSearchTree = undefined
