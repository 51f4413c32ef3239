module Task where

import Data.List (sort)

-- | Two ordered lists as one.
--
-- prop> \xs ys -> merge (sort xs) (sort ys) == sort (xs ++ ys)
merge :: [Int] -> [Int] -> [Int]
merge = undefined
