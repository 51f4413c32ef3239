module Task where

data Tree a = Leaf | Node (Tree a) a (Tree a)
  deriving (Show, Eq)

-- | Walks with a stack of its own.
walk :: [Tree a] -> [a]
walk [] = []
walk (Leaf:ts) = walk ts
walk (Node Leaf x r:ts) = x : walk (r : ts)
walk (Node l x r:ts) = walk (l : Node Leaf x r : ts)

-- | The elements from left to right.
-- property: \t -> elements t == walk [t]
-- hidden: elements Leaf
-- hidden: elements (Node (Node Leaf 1 Leaf) 2 (Node Leaf 3 Leaf))
-- hidden: elements (Node Leaf 'a' (Node (Node Leaf 'b' Leaf) 'c' Leaf))
-- long: elements (foldr (\n t -> Node Leaf n t) Leaf [1 .. 30])
elements :: Tree a -> [a]
elements Leaf = []
elements (Node l x r) = elements l ++ [x] ++ elements r
