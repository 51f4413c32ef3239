module Task where

data Tree a = Leaf a | Fork (Tree a) (Tree a)
  deriving (Show, Eq)

-- | Numbers the leaves from left to right.
--
-- >>> numberLeaves (Leaf 'a')
-- Leaf (0,'a')
-- >>> numberLeaves (Fork (Leaf 'a') (Leaf 'b'))
-- Fork (Leaf (0,'a')) (Leaf (1,'b'))
-- >>> numberLeaves (Fork (Leaf 'a') (Fork (Leaf 'b') (Leaf 'c')))
-- Fork (Leaf (0,'a')) (Fork (Leaf (1,'b')) (Leaf (2,'c')))
-- >>> numberLeaves (Fork (Fork (Leaf 'a') (Leaf 'b')) (Leaf 'c'))
-- Fork (Fork (Leaf (0,'a')) (Leaf (1,'b'))) (Leaf (2,'c'))
-- >>> numberLeaves (Fork (Fork (Leaf 'a') (Leaf 'b')) (Fork (Leaf 'c') (Leaf 'd')))
-- Fork (Fork (Leaf (0,'a')) (Leaf (1,'b'))) (Fork (Leaf (2,'c')) (Leaf (3,'d')))
numberLeaves :: Tree a -> Tree (Int, a)
numberLeaves = undefined
