module Task where

data Tree a = Leaf | Node (Tree a) a (Tree a)
  deriving (Show, Eq)

-- | Takes a label out of a search tree. The largest label to its left takes its place.
-- visible: delete 1 Leaf
-- visible: delete 1 (Node Leaf 1 Leaf)
-- visible: delete 2 (Node Leaf 1 Leaf)
-- visible: delete 2 (Node (Node Leaf 1 Leaf) 2 Leaf)
-- visible: delete 2 (Node Leaf 2 (Node Leaf 3 Leaf))
-- visible: delete 2 (Node (Node Leaf 1 Leaf) 2 (Node Leaf 3 Leaf))
-- visible: delete 1 (Node (Node Leaf 1 Leaf) 2 (Node Leaf 3 Leaf))
-- visible: delete 3 (Node (Node Leaf 1 Leaf) 2 (Node Leaf 3 Leaf))
-- visible: delete 4 (Node (Node Leaf 1 (Node Leaf 2 Leaf)) 4 (Node Leaf 6 Leaf))
-- hidden: delete 4 (Node (Node Leaf 1 Leaf) 3 (Node (Node Leaf 4 Leaf) 5 Leaf))
-- hidden: delete 7 (Node (Node Leaf 1 (Node Leaf 3 Leaf)) 4 (Node Leaf 6 Leaf))
-- hidden: delete 9 (Node (Node (Node Leaf 2 Leaf) 3 (Node (Node Leaf 4 Leaf) 5 Leaf)) 9 Leaf)
-- hidden: delete 'd' (Node (Node (Node Leaf 'a' Leaf) 'b' (Node Leaf 'c' Leaf)) 'd' (Node (Node Leaf 'e' Leaf) 'f' Leaf))
-- hidden: delete 'f' (Node Leaf 'b' (Node (Node (Node Leaf 'c' Leaf) 'd' (Node Leaf 'e' Leaf)) 'f' (Node Leaf 'g' Leaf)))
-- long: delete 50 (Node (foldr (\n t -> Node Leaf n t) Leaf [1 .. 20]) 50 (foldl (\t n -> Node t n Leaf) Leaf [51 .. 60]))
delete :: Ord a => a -> Tree a -> Tree a
delete _ Leaf = Leaf
delete x (Node l y r)
  | x < y = Node (delete x l) y r
  | x > y = Node l y (delete x r)
  | otherwise = case l of
    Leaf -> r
    Node _ z t -> Node (delete (largest z t) l) (largest z t) r

largest :: a -> Tree a -> a
largest x Leaf = x
largest _ (Node _ x r) = largest x r
