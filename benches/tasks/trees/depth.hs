module Task where

data Tree a = Tip | Branch (Tree a) (Tree a) a
  deriving (Show, Eq)

-- | How many levels a tree has.
--
-- >>> depth Tip
-- 0
-- >>> depth (Branch Tip Tip 'a')
-- 1
-- >>> depth (Branch (Branch Tip Tip 'b') Tip 'a')
-- 2
-- >>> depth (Branch Tip (Branch Tip (Branch Tip Tip 'c') 'b') 'a')
-- 3
-- >>> depth (Branch (Branch Tip Tip 'b') (Branch Tip Tip 'c') 'a')
-- 2
depth :: Tree a -> Int
depth = undefined
