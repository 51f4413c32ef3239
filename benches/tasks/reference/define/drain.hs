module Task where

data Heap a = Empty | Top a (Heap a) (Heap a)
  deriving (Show, Eq)

-- | Takes out one least element after the other. No element lies above a smaller one.
-- visible: drain Empty
-- visible: drain (Top 1 Empty Empty)
-- visible: drain (Top 1 (Top 2 Empty Empty) Empty)
-- visible: drain (Top 1 Empty (Top 2 Empty Empty))
-- visible: drain (Top 1 (Top 3 Empty Empty) (Top 2 Empty Empty))
-- visible: drain (Top 1 (Top 2 (Top 4 Empty Empty) Empty) (Top 3 Empty Empty))
-- visible: drain (Top 1 (Top 2 (Top 5 Empty Empty) (Top 4 Empty Empty)) (Top 3 Empty (Top 6 Empty Empty)))
-- hidden: drain (Top 'a' (Top 'c' Empty Empty) (Top 'b' (Top 'd' Empty Empty) Empty))
-- hidden: drain (Top 1 (Top 1 Empty Empty) (Top 1 (Top 2 Empty Empty) Empty))
-- hidden: drain (Top 0 (Top 7 (Top 8 Empty Empty) (Top 9 Empty Empty)) (Top 1 (Top 2 Empty Empty) (Top 10 Empty Empty)))
-- long: drain (Top 0 (foldr (\n h -> Top (2 * n) h Empty) Empty [1 .. 20]) (foldr (\n h -> Top (3 * n) Empty h) Empty [1 .. 20]))
drain :: Ord a => Heap a -> [a]
drain Empty = []
drain (Top x l r) = x : drain (merge l r)

merge :: Ord a => Heap a -> Heap a -> Heap a
merge Empty h = h
merge h Empty = h
merge (Top x a b) (Top y c d)
  | x <= y = Top x a (merge b (Top y c d))
  | otherwise = Top y c (merge (Top x a b) d)
