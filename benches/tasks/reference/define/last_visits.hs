module Task where

import Prelude (Bool (..), Eq (..), undefined, (&&), (||))

-- | Every place once, where it was visited last.
-- visible: lastVisits ""
-- visible: lastVisits "a"
-- visible: lastVisits "aa"
-- visible: lastVisits "ba"
-- visible: lastVisits "aba"
-- visible: lastVisits "baba"
-- visible: lastVisits "cbaba"
-- hidden: lastVisits [1, 2, 3]
-- hidden: lastVisits [1, 2, 3, 1, 2]
-- hidden: lastVisits [4, 4, 4, 5, 4, 4]
-- hidden: lastVisits "mississippi"
-- long: lastVisits [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 9, 8, 7, 6, 5, 4, 3, 2, 11, 12, 13, 14, 15, 12, 11, 10, 1, 1, 16, 17, 18, 19, 20, 16, 15, 14, 2, 3, 3, 2]
lastVisits :: Eq a => [a] -> [a]
lastVisits [] = []
lastVisits (x : xs) = if has x xs then lastVisits xs else x : lastVisits xs

has :: Eq a => a -> [a] -> Bool
has _ [] = False
has x (y : ys) = x == y || has x ys
