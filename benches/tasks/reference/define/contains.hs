module Task where

import Prelude (Bool (..), Eq (..), undefined, (&&), (||))

-- | Does the second list stand somewhere in the first, in one piece?
-- visible: contains "" ""
-- visible: contains "a" ""
-- visible: contains "" "a"
-- visible: contains "a" "a"
-- visible: contains "ba" "a"
-- visible: contains "ab" "ba"
-- visible: contains "abc" "bc"
-- visible: contains "abc" "ac"
-- visible: contains "aab" "ab"
-- visible: contains "abc" "ab"
-- hidden: contains "banana" "nan"
-- hidden: contains "banana" "naan"
-- hidden: contains [1, 2, 3, 4] [2, 3]
-- hidden: contains [1, 2, 3, 4] [2, 4]
-- hidden: contains [1, 2] [1, 2, 3]
-- hidden: contains [1, 1, 2, 1, 1, 1] [1, 1, 1]
-- long: contains "abcabcabdabcabcabdabcabcabeabcabc" "abcabcabe"
-- long: contains "abcabcabdabcabcabdabcabcabeabcabc" "abcabcaba"
contains :: Eq a => [a] -> [a] -> Bool
contains [] part = begins [] part
contains (x : xs) part = begins (x : xs) part || contains xs part

begins :: Eq a => [a] -> [a] -> Bool
begins _ [] = True
begins [] _ = False
begins (x : xs) (y : ys) = x == y && begins xs ys
