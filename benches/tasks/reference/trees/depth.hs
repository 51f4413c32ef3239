module Task where

data Tree a = Tip | Branch (Tree a) (Tree a) a
  deriving (Show, Eq)

-- | How many levels a tree has.
-- visible: depth Tip
-- visible: depth (Branch Tip Tip 'a')
-- visible: depth (Branch (Branch Tip Tip 'b') Tip 'a')
-- visible: depth (Branch Tip (Branch Tip (Branch Tip Tip 'c') 'b') 'a')
-- visible: depth (Branch (Branch Tip Tip 'b') (Branch Tip Tip 'c') 'a')
-- hidden: depth (Branch (Branch (Branch Tip Tip 'x') Tip 'y') (Branch Tip Tip 'z') 'w')
-- hidden: depth (Branch Tip (Branch (Branch Tip (Branch Tip Tip 'a') 'b') Tip 'c') 'd')
-- long: depth (foldr (\c t -> Branch Tip t c) Tip (replicate 45 'd'))
depth :: Tree a -> Int
depth Tip = 0
depth (Branch l r _) = 1 + max (depth l) (depth r)
