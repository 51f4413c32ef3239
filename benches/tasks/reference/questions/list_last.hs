module Task where

-- | The last element, or nought.
-- visible: final []
-- visible: final [1]
-- visible: final [1, 2]
-- hidden: final [5, 3, 4]
-- hidden: final [9, 0]
-- hidden: final [2, 2, 1]
final :: [Int] -> Int
final [] = 0
final xs = last xs
