module Task where

import Prelude (Show, undefined)

data Nat = Zero | Succ Nat
  deriving (Show)

data Tree a = Leaf | Node (Tree a) a (Tree a)
  deriving (Show)

-- | How far the nearest leaf is from the root.
-- visible: shallowest Leaf
-- visible: shallowest (Node Leaf 'a' Leaf)
-- visible: shallowest (Node (Node Leaf 'b' Leaf) 'a' Leaf)
-- visible: shallowest (Node (Node Leaf 'b' Leaf) 'a' (Node Leaf 'c' Leaf))
-- visible: shallowest (Node (Node (Node Leaf 'd' Leaf) 'b' (Node Leaf 'e' Leaf)) 'a' (Node Leaf 'c' Leaf))
-- visible: shallowest (Node (Node (Node Leaf 'd' Leaf) 'b' (Node Leaf 'e' Leaf)) 'a' (Node (Node Leaf 'f' Leaf) 'c' (Node Leaf 'g' Leaf)))
-- hidden: shallowest (Node Leaf 1 (Node Leaf 2 (Node Leaf 3 Leaf)))
-- hidden: shallowest (Node (Node Leaf 2 Leaf) 1 (Node Leaf 3 (Node Leaf 4 Leaf)))
-- hidden: shallowest (Node (Node (Node Leaf 4 Leaf) 2 (Node Leaf 5 Leaf)) 1 (Node (Node Leaf 6 Leaf) 3 (Node Leaf 7 (Node Leaf 8 Leaf))))
-- long: shallowest {{P.foldr (\c t -> Node t c (Node Leaf '-' Leaf)) Leaf ['a' .. 'z']}}
-- long: shallowest {{P.iterate (\t -> Node t 'x' t) Leaf P.!! 6}}
shallowest :: Tree a -> Nat
shallowest Leaf = Zero
shallowest (Node l _ r) = Succ (smaller (shallowest l) (shallowest r))

smaller :: Nat -> Nat -> Nat
smaller Zero _ = Zero
smaller (Succ _) Zero = Zero
smaller (Succ m) (Succ n) = Succ (smaller m n)
