module Task where

data Tree = Leaf Int | Fork Tree Tree
  deriving (Show, Eq)

-- | The mean of the leaves, rounded down.
-- visible: average (Leaf 4)
-- visible: average (Fork (Leaf 2) (Leaf 4))
-- visible: average (Fork (Leaf 1) (Leaf 2))
-- visible: average (Fork (Leaf 9) (Fork (Leaf 0) (Leaf 0)))
-- visible: average (Fork (Fork (Leaf 1) (Leaf 2)) (Fork (Leaf 3) (Leaf 10)))
-- hidden: average (Fork (Leaf 10) (Fork (Leaf 1) (Leaf 1)))
-- hidden: average (Fork (Fork (Leaf 7) (Leaf 8)) (Leaf 1))
-- hidden: average (Fork (Leaf 100) (Fork (Leaf 1) (Fork (Leaf 2) (Leaf 3))))
-- long: average (foldr (\n t -> Fork (Leaf n) t) (Leaf 1000) [1 .. 40])
average :: Tree -> Int
average t = total t `div` count t

total :: Tree -> Int
total (Leaf n) = n
total (Fork l r) = total l + total r

count :: Tree -> Int
count (Leaf _) = 1
count (Fork l r) = count l + count r
