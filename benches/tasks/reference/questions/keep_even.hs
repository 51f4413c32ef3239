module Task where

-- | The even ones.
-- visible: evens [1]
-- visible: evens [2, 3]
-- hidden: evens [4, 6, 7, 8]
-- hidden: evens [3, 2]
-- hidden: evens []
-- hidden: evens [5, 5, 10]
evens :: [Int] -> [Int]
evens = filter even
