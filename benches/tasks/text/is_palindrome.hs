module Task where

import Data.Char (isAlpha, toLower)

-- | Reads the same both ways, case aside.
--
-- >>> isPalindrome ""
-- True
-- >>> isPalindrome "Anna"
-- True
-- >>> isPalindrome "ab"
-- False
-- >>> isPalindrome "Level"
-- True
-- >>> isPalindrome "Hello"
-- False
isPalindrome :: String -> Bool
isPalindrome = undefined
