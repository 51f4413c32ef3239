module Task where

-- | How many elements there are.
-- property: size [] == 0
-- property: \x -> size [x] == 1
-- property: \xs ys -> size (xs ++ ys) == size xs + size ys
-- hidden: size [1, 2, 3]
-- hidden: size "hello"
-- hidden: size [()]
-- long: size [1 .. 35]
size :: [a] -> Int
size = length
