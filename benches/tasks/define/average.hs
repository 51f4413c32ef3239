module Task where

data Tree = Leaf Int | Fork Tree Tree
  deriving (Show, Eq)

-- | The mean of the leaves, rounded down.
--
-- >>> average (Leaf 4)
-- 4
-- >>> average (Fork (Leaf 2) (Leaf 4))
-- 3
-- >>> average (Fork (Leaf 1) (Leaf 2))
-- 1
-- >>> average (Fork (Leaf 9) (Fork (Leaf 0) (Leaf 0)))
-- 3
-- >>> average (Fork (Fork (Leaf 1) (Leaf 2)) (Fork (Leaf 3) (Leaf 10)))
-- 4
average :: Tree -> Int
average = undefined
