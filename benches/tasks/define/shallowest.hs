module Task where

import Prelude (Show, undefined)

data Nat = Zero | Succ Nat
  deriving (Show)

data Tree a = Leaf | Node (Tree a) a (Tree a)
  deriving (Show)

-- | How far the nearest leaf is from the root.
--
-- >>> shallowest Leaf
-- Zero
-- >>> shallowest (Node Leaf 'a' Leaf)
-- Succ Zero
-- >>> shallowest (Node (Node Leaf 'b' Leaf) 'a' Leaf)
-- Succ Zero
-- >>> shallowest (Node (Node Leaf 'b' Leaf) 'a' (Node Leaf 'c' Leaf))
-- Succ (Succ Zero)
-- >>> shallowest (Node (Node (Node Leaf 'd' Leaf) 'b' (Node Leaf 'e' Leaf)) 'a' (Node Leaf 'c' Leaf))
-- Succ (Succ Zero)
-- >>> shallowest (Node (Node (Node Leaf 'd' Leaf) 'b' (Node Leaf 'e' Leaf)) 'a' (Node (Node Leaf 'f' Leaf) 'c' (Node Leaf 'g' Leaf)))
-- Succ (Succ (Succ Zero))
shallowest :: Tree a -> Nat
shallowest = undefined
