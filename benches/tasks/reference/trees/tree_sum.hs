module Task where

data Tree = Leaf | Node Tree Int Tree
  deriving (Show, Eq)

-- | The sum of all labels.
-- visible: treeSum Leaf
-- visible: treeSum (Node Leaf 5 Leaf)
-- visible: treeSum (Node (Node Leaf 1 Leaf) 2 (Node Leaf 3 Leaf))
-- visible: treeSum (Node Leaf 4 (Node Leaf 6 Leaf))
-- hidden: treeSum (Node (Node (Node Leaf 1 Leaf) 1 Leaf) 1 Leaf)
-- hidden: treeSum (Node (Node Leaf (-1) Leaf) 10 (Node Leaf 100 Leaf))
-- long: treeSum (foldr (\n t -> Node Leaf n t) Leaf [1 .. 40])
treeSum :: Tree -> Int
treeSum Leaf = 0
treeSum (Node l x r) = treeSum l + x + treeSum r
