module Task where

data Tree a = Leaf a | Fork (Tree a) (Tree a)
  deriving (Show, Eq)

-- | Numbers the leaves from left to right.
-- visible: numberLeaves (Leaf 'a')
-- visible: numberLeaves (Fork (Leaf 'a') (Leaf 'b'))
-- visible: numberLeaves (Fork (Leaf 'a') (Fork (Leaf 'b') (Leaf 'c')))
-- visible: numberLeaves (Fork (Fork (Leaf 'a') (Leaf 'b')) (Leaf 'c'))
-- visible: numberLeaves (Fork (Fork (Leaf 'a') (Leaf 'b')) (Fork (Leaf 'c') (Leaf 'd')))
-- hidden: numberLeaves (Fork (Fork (Leaf True) (Fork (Leaf False) (Leaf True))) (Leaf False))
-- hidden: numberLeaves (Fork (Leaf 9) (Fork (Fork (Leaf 8) (Leaf 7)) (Leaf 6)))
-- hidden: numberLeaves (Fork (Fork (Fork (Leaf 'p') (Leaf 'q')) (Leaf 'r')) (Fork (Leaf 's') (Leaf 't')))
-- long: numberLeaves (foldr (\c t -> Fork (Fork (Leaf c) (Leaf c)) t) (Leaf '!') ['a' .. 'r'])
numberLeaves :: Tree a -> Tree (Int, a)
numberLeaves t = fst (from 0 t)

from :: Int -> Tree a -> (Tree (Int, a), Int)
from n (Leaf x) = (Leaf (n, x), n + 1)
from n (Fork l r) = case from n l of
  (l', m) -> case from m r of
    (r', k) -> (Fork l' r', k)
