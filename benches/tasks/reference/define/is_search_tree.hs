module Task where

data Tree a = Leaf | Node (Tree a) a (Tree a)
  deriving (Show, Eq)

-- | Do the labels grow strictly from left to right?
-- visible: isSearchTree Leaf
-- visible: isSearchTree (Node Leaf 2 Leaf)
-- visible: isSearchTree (Node (Node Leaf 1 Leaf) 2 Leaf)
-- visible: isSearchTree (Node (Node Leaf 3 Leaf) 2 Leaf)
-- visible: isSearchTree (Node Leaf 2 (Node Leaf 2 Leaf))
-- visible: isSearchTree (Node (Node Leaf 1 Leaf) 2 (Node Leaf 3 Leaf))
-- visible: isSearchTree (Node (Node Leaf 1 (Node Leaf 5 Leaf)) 4 Leaf)
-- visible: isSearchTree (Node (Node Leaf 1 (Node Leaf 3 Leaf)) 4 Leaf)
-- hidden: isSearchTree (Node Leaf 'b' (Node Leaf 'a' Leaf))
-- hidden: isSearchTree (Node Leaf 2 (Node (Node Leaf 1 Leaf) 4 Leaf))
-- hidden: isSearchTree (Node Leaf 2 (Node (Node Leaf 3 Leaf) 4 (Node Leaf 5 Leaf)))
-- hidden: isSearchTree (Node (Node (Node Leaf 1 Leaf) 2 (Node Leaf 7 Leaf)) 6 (Node Leaf 8 Leaf))
-- long: isSearchTree (foldr (\n t -> Node Leaf n t) Leaf [1 .. 40])
-- long: isSearchTree (Node (foldl (\t n -> Node t n Leaf) Leaf ([1 .. 30] ++ [29])) 50 Leaf)
isSearchTree :: Ord a => Tree a -> Bool
isSearchTree t = and (zipWith (<) (inorder t) (drop 1 (inorder t)))

inorder :: Tree a -> [a]
inorder Leaf = []
inorder (Node l x r) = inorder l ++ x : inorder r
