module Task where

data Tree a = Leaf | Node (Tree a) a (Tree a)
  deriving (Show, Eq)

-- | How many nodes the longest way through a tree has; it need not pass the root.
--
-- >>> diameter Leaf
-- 0
-- >>> diameter (Node Leaf 'a' Leaf)
-- 1
-- >>> diameter (Node (Node Leaf 'b' Leaf) 'a' Leaf)
-- 2
-- >>> diameter (Node (Node Leaf 'b' Leaf) 'a' (Node Leaf 'c' Leaf))
-- 3
-- >>> diameter (Node Leaf 'a' (Node (Node Leaf 'b' Leaf) 'c' (Node Leaf 'd' Leaf)))
-- 3
-- >>> diameter (Node Leaf 'a' (Node (Node (Node Leaf 'x' Leaf) 'b' Leaf) 'c' (Node Leaf 'd' (Node Leaf 'y' Leaf))))
-- 5
diameter :: Tree a -> Int
diameter = undefined
