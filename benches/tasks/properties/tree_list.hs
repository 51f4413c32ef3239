module Task where

data Tree a = Leaf | Node (Tree a) a (Tree a)
  deriving (Show, Eq)

-- | Walks with a stack of its own.
walk :: [Tree a] -> [a]
walk [] = []
walk (Leaf:ts) = walk ts
walk (Node Leaf x r:ts) = x : walk (r : ts)
walk (Node l x r:ts) = walk (l : Node Leaf x r : ts)

-- | The elements from left to right.
--
-- prop> \t -> elements t == walk [t]
elements :: Tree a -> [a]
elements = undefined
