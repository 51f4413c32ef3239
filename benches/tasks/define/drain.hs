module Task where

data Heap a = Empty | Top a (Heap a) (Heap a)
  deriving (Show, Eq)

-- | Takes out one least element after the other. No element lies above a smaller one.
--
-- >>> drain Empty
-- []
-- >>> drain (Top 1 Empty Empty)
-- [1]
-- >>> drain (Top 1 (Top 2 Empty Empty) Empty)
-- [1,2]
-- >>> drain (Top 1 Empty (Top 2 Empty Empty))
-- [1,2]
-- >>> drain (Top 1 (Top 3 Empty Empty) (Top 2 Empty Empty))
-- [1,2,3]
-- >>> drain (Top 1 (Top 2 (Top 4 Empty Empty) Empty) (Top 3 Empty Empty))
-- [1,2,3,4]
-- >>> drain (Top 1 (Top 2 (Top 5 Empty Empty) (Top 4 Empty Empty)) (Top 3 Empty (Top 6 Empty Empty)))
-- [1,2,3,4,5,6]
drain :: Ord a => Heap a -> [a]
drain = undefined
