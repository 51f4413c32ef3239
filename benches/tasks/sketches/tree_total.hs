module Task where

data Tree = Leaf | Node Tree Int Tree
  deriving (Eq, Show)

-- | The sum of all numbers in a tree.
--
-- >>> total Leaf
-- 0
-- >>> total (Node (Node Leaf 1 Leaf) 2 (Node Leaf 3 Leaf))
-- 6
-- >>> total (Node Leaf 5 Leaf)
-- 5
total :: Tree -> Int
total Leaf = _
total (Node l x r) = total l + _
