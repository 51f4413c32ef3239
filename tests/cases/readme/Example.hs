module Example where

import Data.List (transpose)

-- | The sums of the columns of a table.
--
-- >>> columnTotals []
-- []
-- >>> columnTotals [[1,2,3]]
-- [1,2,3]
-- >>> columnTotals [[1,2],[3,4]]
-- [4,6]
-- >>> columnTotals [[1,1],[1,1],[5,6]]
-- [7,8]
columnTotals :: [[Int]] -> [Int]
columnTotals = undefined

data Tree a = Leaf a | Fork (Tree a) (Tree a)

-- | The leaves of a tree from left to right.
--
-- >>> leaves (Leaf 'a')
-- "a"
-- >>> leaves (Fork (Fork (Leaf 'a') (Leaf 'b')) (Leaf 'c'))
-- "abc"
-- >>> leaves (Fork (Leaf 'x') (Fork (Leaf 'y') (Leaf 'z')))
-- "xyz"
leaves :: Tree a -> [a]
leaves = undefined
