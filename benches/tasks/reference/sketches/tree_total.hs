module Task where

data Tree = Leaf | Node Tree Int Tree
  deriving (Eq, Show)

-- | The sum of all numbers in a tree.
-- visible: total Leaf
-- visible: total (Node (Node Leaf 1 Leaf) 2 (Node Leaf 3 Leaf))
-- visible: total (Node Leaf 5 Leaf)
-- hidden: total (Node Leaf 1 (Node Leaf 10 Leaf))
-- hidden: total (Node (Node Leaf 7 Leaf) 0 Leaf)
-- hidden: total (Node (Node (Node Leaf 1 Leaf) 2 Leaf) 3 (Node Leaf 4 Leaf))
-- sketch: total Leaf = _
-- sketch: total (Node l x r) = total l + _
total :: Tree -> Int
total Leaf = 0
total (Node l x r) = total l + x + total r
