module Task where

data Tree = Leaf | Node Tree Int Tree
  deriving (Show, Eq)

-- | The sum of all numbers.
--
-- >>> totalOf Leaf
-- 0
-- >>> totalOf (Node Leaf 3 Leaf)
-- 3
totalOf :: Tree -> Int
totalOf = undefined
