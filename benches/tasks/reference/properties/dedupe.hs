module Task where

import Data.List (nub)

unique :: [Int] -> Bool
unique [] = True
unique (x:xs) = x `notElem` xs && unique xs

-- | Each element once, as first met.
-- property: \xs -> unique (dedupe xs)
-- property: \x xs -> elem x (dedupe xs) == elem x xs
-- visible: dedupe [3, 1, 3, 2, 1]
-- hidden: dedupe []
-- hidden: dedupe [1, 1, 1]
-- hidden: dedupe [2, 1, 2, 3, 1, 4]
-- long: dedupe (map (`mod` 7) [1 .. 40])
dedupe :: [Int] -> [Int]
dedupe = nub
