-- | Whole functions that differ in an operator and a unit.
module Main where

data Tree a = Leaf | Node (Tree a) a (Tree a)

sumTree :: Tree Int -> Int
sumTree Leaf = 0
sumTree (Node l x r) = sumTree l + x + sumTree r

productTree :: Tree Int -> Int
productTree Leaf = 1
productTree (Node l x r) = productTree l * x * productTree r

main :: IO ()
main = print (sumTree t, productTree t)
  where
    t = Node (Node Leaf 2 Leaf) 3 (Node Leaf 4 Leaf)
