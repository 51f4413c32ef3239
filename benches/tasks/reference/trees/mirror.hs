module Task where

data Tree a = Leaf | Node (Tree a) a (Tree a)
  deriving (Show, Eq)

-- | Left and right exchanged everywhere.
-- visible: mirror Leaf
-- visible: mirror (Node Leaf 'a' Leaf)
-- visible: mirror (Node (Node Leaf 'a' Leaf) 'b' Leaf)
-- visible: mirror (Node (Node Leaf 'a' (Node Leaf 'x' Leaf)) 'b' (Node Leaf 'c' Leaf))
-- hidden: mirror (Node Leaf 'p' (Node Leaf 'q' (Node Leaf 'r' Leaf)))
-- hidden: mirror (Node (Node Leaf 'k' Leaf) 'l' (Node Leaf 'm' Leaf))
-- long: mirror (foldr (\c t -> Node Leaf c t) Leaf (replicate 10 'u' ++ ['a' .. 'z']))
mirror :: Tree a -> Tree a
mirror Leaf = Leaf
mirror (Node l x r) = Node (mirror r) x (mirror l)
