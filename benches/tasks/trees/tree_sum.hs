module Task where

data Tree = Leaf | Node Tree Int Tree
  deriving (Show, Eq)

-- | The sum of all labels.
--
-- >>> treeSum Leaf
-- 0
-- >>> treeSum (Node Leaf 5 Leaf)
-- 5
-- >>> treeSum (Node (Node Leaf 1 Leaf) 2 (Node Leaf 3 Leaf))
-- 6
-- >>> treeSum (Node Leaf 4 (Node Leaf 6 Leaf))
-- 10
treeSum :: Tree -> Int
treeSum = undefined
