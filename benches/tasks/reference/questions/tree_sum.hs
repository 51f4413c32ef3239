module Task where

data Tree = Leaf | Node Tree Int Tree
  deriving (Show, Eq)

-- | The sum of all numbers.
-- visible: totalOf Leaf
-- visible: totalOf (Node Leaf 3 Leaf)
-- hidden: totalOf (Node (Node Leaf 1 Leaf) 2 (Node Leaf 4 Leaf))
-- hidden: totalOf (Node Leaf 5 (Node Leaf 6 Leaf))
-- hidden: totalOf (Node (Node Leaf 7 Leaf) 1 Leaf)
totalOf :: Tree -> Int
totalOf Leaf = 0
totalOf (Node l n r) = totalOf l + n + totalOf r
