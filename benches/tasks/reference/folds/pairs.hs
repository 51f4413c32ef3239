module Task where

-- | Neighbours.
-- visible: pairs []
-- visible: pairs [1]
-- visible: pairs [1, 2]
-- visible: pairs [1, 2, 3, 4]
-- hidden: pairs [5, 5, 6]
-- hidden: pairs [9, 8, 7, 6, 5]
-- long: pairs [1 .. 40]
pairs :: [a] -> [(a, a)]
pairs xs = zip xs (drop 1 xs)
