module Task where

import Data.Char (isAlpha, toLower)

-- | Reads the same both ways, case aside.
-- visible: isPalindrome ""
-- visible: isPalindrome "Anna"
-- visible: isPalindrome "ab"
-- visible: isPalindrome "Level"
-- visible: isPalindrome "Hello"
-- hidden: isPalindrome "x"
-- hidden: isPalindrome "Noon"
-- hidden: isPalindrome "abcBa"
-- hidden: isPalindrome "abca"
-- long: isPalindrome (replicate 30 'a' ++ "B" ++ replicate 30 'A')
isPalindrome :: String -> Bool
isPalindrome s = map toLower s == reverse (map toLower s)
