module Task where

-- | From nought up to a number.
-- visible: range 0
-- visible: range 1
-- hidden: range 2
-- hidden: range 5
-- hidden: range (-1)
range :: Int -> [Int]
range n = [0 .. n]
