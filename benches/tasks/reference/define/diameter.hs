module Task where

data Tree a = Leaf | Node (Tree a) a (Tree a)
  deriving (Show, Eq)

-- | How many nodes the longest way through a tree has; it need not pass the root.
-- visible: diameter Leaf
-- visible: diameter (Node Leaf 'a' Leaf)
-- visible: diameter (Node (Node Leaf 'b' Leaf) 'a' Leaf)
-- visible: diameter (Node (Node Leaf 'b' Leaf) 'a' (Node Leaf 'c' Leaf))
-- visible: diameter (Node Leaf 'a' (Node (Node Leaf 'b' Leaf) 'c' (Node Leaf 'd' Leaf)))
-- visible: diameter (Node Leaf 'a' (Node (Node (Node Leaf 'x' Leaf) 'b' Leaf) 'c' (Node Leaf 'd' (Node Leaf 'y' Leaf))))
-- hidden: diameter (Node (Node (Node Leaf 3 Leaf) 2 Leaf) 1 Leaf)
-- hidden: diameter (Node (Node (Node Leaf 3 Leaf) 2 (Node Leaf 4 Leaf)) 1 (Node Leaf 5 Leaf))
-- hidden: diameter (Node (Node (Node Leaf 3 (Node Leaf 6 Leaf)) 2 (Node (Node Leaf 7 Leaf) 4 Leaf)) 1 Leaf)
-- long: diameter (Node Leaf 0 (Node (foldr (\n t -> Node t n Leaf) Leaf [1 .. 20]) 0 (foldr (\n t -> Node Leaf n t) Leaf [1 .. 15])))
diameter :: Tree a -> Int
diameter Leaf = 0
diameter (Node l _ r) = max (1 + height l + height r) (max (diameter l) (diameter r))

height :: Tree a -> Int
height Leaf = 0
height (Node l _ r) = 1 + max (height l) (height r)
