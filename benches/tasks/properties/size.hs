module Task where

-- | How many elements there are.
--
-- prop> size [] == 0
-- prop> \x -> size [x] == 1
-- prop> \xs ys -> size (xs ++ ys) == size xs + size ys
size :: [a] -> Int
size = undefined
