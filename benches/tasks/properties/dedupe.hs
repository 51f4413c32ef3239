module Task where

import Data.List (nub)

unique :: [Int] -> Bool
unique [] = True
unique (x:xs) = x `notElem` xs && unique xs

-- | Each element once, as first met.
--
-- >>> dedupe [3, 1, 3, 2, 1]
-- [3,1,2]
-- prop> \xs -> unique (dedupe xs)
-- prop> \x xs -> elem x (dedupe xs) == elem x xs
dedupe :: [Int] -> [Int]
dedupe = undefined
