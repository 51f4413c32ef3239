module Task where

data Tree = Empty | Node Tree Int Tree
  deriving (Show, Eq)

-- | Is a number in a search tree?
--
-- >>> member 1 Empty
-- False
-- >>> member 2 (Node Empty 2 Empty)
-- True
-- >>> member 3 (Node Empty 2 (Node Empty 3 Empty))
-- True
-- >>> member 1 (Node (Node Empty 1 Empty) 2 (Node Empty 3 Empty))
-- True
-- >>> member 5 (Node (Node Empty 1 Empty) 2 (Node Empty 3 Empty))
-- False
member :: Int -> Tree -> Bool
member = undefined
