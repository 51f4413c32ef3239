module TreeFold where

data Tree a = Leaf | Node (Tree a) a (Tree a)

build :: Int -> Int -> Tree Int
build lo hi
  | lo > hi = Leaf
  | otherwise = Node (build lo (mid - 1)) mid (build (mid + 1) hi)
  where
    mid = (lo + hi) `div` 2

foldTree :: (b -> a -> b -> b) -> b -> Tree a -> b
foldTree _ z Leaf = z
foldTree f z (Node l x r) = f (foldTree f z l) x (foldTree f z r)

insert :: Ord a => a -> Tree a -> Tree a
insert x Leaf = Node Leaf x Leaf
insert x t@(Node l y r) = case compare x y of
  LT -> Node (insert x l) y r
  GT -> Node l y (insert x r)
  EQ -> t

answer :: Int
answer = foldTree (\a x b -> a + x + b) 0 tree + foldTree (\a _ b -> 1 + max a b) 0 tree + length (foldTree (\a x b -> a ++ [x] ++ b) [] tree)
  where
    tree = foldr insert (build 1 110000) [(k * 7919) `mod` 100003 | k <- [1 .. 80000]]
