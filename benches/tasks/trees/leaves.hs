module Task where

data Tree a = Leaf a | Fork (Tree a) (Tree a)
  deriving (Show, Eq)

-- | The fringe from left to right.
--
-- >>> fringe (Leaf 'a')
-- "a"
-- >>> fringe (Fork (Leaf 'a') (Leaf 'b'))
-- "ab"
-- >>> fringe (Fork (Fork (Leaf 'a') (Leaf 'b')) (Leaf 'c'))
-- "abc"
-- >>> fringe (Fork (Leaf 'x') (Fork (Leaf 'y') (Leaf 'z')))
-- "xyz"
fringe :: Tree a -> [a]
fringe = undefined
