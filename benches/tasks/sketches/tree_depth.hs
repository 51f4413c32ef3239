module Task where

data Tree = Leaf | Node Tree Tree
  deriving (Eq, Show)

-- | The longest way down.
--
-- >>> depth Leaf
-- 0
-- >>> depth (Node Leaf (Node Leaf Leaf))
-- 2
-- >>> depth (Node (Node (Node Leaf Leaf) Leaf) Leaf)
-- 3
depth :: Tree -> Int
depth Leaf = 0
depth (Node l r) = 1 + _
