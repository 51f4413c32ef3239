module Task where

data Tree = Empty | Node Tree Int Tree
  deriving (Show, Eq)

-- | Is a number in a search tree?
-- visible: member 1 Empty
-- visible: member 2 (Node Empty 2 Empty)
-- visible: member 3 (Node Empty 2 (Node Empty 3 Empty))
-- visible: member 1 (Node (Node Empty 1 Empty) 2 (Node Empty 3 Empty))
-- visible: member 5 (Node (Node Empty 1 Empty) 2 (Node Empty 3 Empty))
-- hidden: member 4 (Node (Node (Node Empty 4 Empty) 6 Empty) 8 (Node Empty 9 Empty))
-- hidden: member 7 (Node (Node (Node Empty 4 Empty) 6 Empty) 8 (Node Empty 9 Empty))
-- hidden: member 9 (Node (Node (Node Empty 4 Empty) 6 Empty) 8 (Node Empty 9 Empty))
-- long: member 39 (foldr (\n t -> Node Empty n t) Empty [1 .. 40])
member :: Int -> Tree -> Bool
member _ Empty = False
member n (Node l x r) = n == x || member n l || member n r
