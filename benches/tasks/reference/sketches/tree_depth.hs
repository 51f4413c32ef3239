module Task where

data Tree = Leaf | Node Tree Tree
  deriving (Eq, Show)

-- | The longest way down.
-- visible: depth Leaf
-- visible: depth (Node Leaf (Node Leaf Leaf))
-- visible: depth (Node (Node (Node Leaf Leaf) Leaf) Leaf)
-- hidden: depth (Node Leaf Leaf)
-- hidden: depth (Node (Node Leaf Leaf) (Node Leaf (Node Leaf Leaf)))
-- hidden: depth (Node (Node Leaf (Node Leaf Leaf)) Leaf)
-- sketch: depth Leaf = 0
-- sketch: depth (Node l r) = 1 + _
depth :: Tree -> Int
depth Leaf = 0
depth (Node l r) = 1 + max (depth l) (depth r)
