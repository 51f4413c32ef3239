module Task where

data Tree a = Leaf a | Fork (Tree a) (Tree a)
  deriving (Show, Eq)

-- | The fringe from left to right.
-- visible: fringe (Leaf 'a')
-- visible: fringe (Fork (Leaf 'a') (Leaf 'b'))
-- visible: fringe (Fork (Fork (Leaf 'a') (Leaf 'b')) (Leaf 'c'))
-- visible: fringe (Fork (Leaf 'x') (Fork (Leaf 'y') (Leaf 'z')))
-- hidden: fringe (Fork (Fork (Leaf 'a') (Leaf 'b')) (Fork (Leaf 'c') (Leaf 'd')))
-- hidden: fringe (Fork (Fork (Leaf 'q') (Fork (Leaf 'r') (Leaf 's'))) (Leaf 't'))
-- long: fringe (foldr (\c t -> Fork (Leaf c) t) (Leaf '!') (concat (replicate 10 "abcd")))
fringe :: Tree a -> [a]
fringe (Leaf x) = [x]
fringe (Fork l r) = fringe l ++ fringe r
