module Task where

data Tree a = Leaf | Node (Tree a) a (Tree a)
  deriving (Show, Eq)

-- | The same tree, where every label is how deep it lies.
-- visible: depths Leaf
-- visible: depths (Node Leaf 'a' Leaf)
-- visible: depths (Node (Node Leaf 'b' Leaf) 'a' Leaf)
-- visible: depths (Node Leaf 'a' (Node Leaf 'c' Leaf))
-- visible: depths (Node (Node Leaf 'b' Leaf) 'a' (Node Leaf 'c' (Node Leaf 'd' Leaf)))
-- hidden: depths (Node (Node (Node Leaf 'd' Leaf) 'b' Leaf) 'a' Leaf)
-- hidden: depths (Node Leaf 7 (Node (Node Leaf 9 Leaf) 8 Leaf))
-- hidden: depths (Node (Node (Node Leaf 1 Leaf) 2 (Node Leaf 3 Leaf)) 4 (Node Leaf 5 (Node Leaf 6 (Node Leaf 7 Leaf))))
-- long: depths (foldr (\c t -> Node Leaf c (Node t c Leaf)) Leaf ['a' .. 'o'])
depths :: Tree a -> Tree Int
depths = from 0

from :: Int -> Tree a -> Tree Int
from _ Leaf = Leaf
from d (Node l _ r) = Node (from (d + 1) l) d (from (d + 1) r)
