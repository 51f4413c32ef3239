module Task where

import Data.Char (digitToInt, isDigit)

-- | The sum of the digits in a text.
--
-- >>> digitSum ""
-- 0
-- >>> digitSum "a1b2"
-- 3
-- >>> digitSum "999"
-- 27
-- >>> digitSum "no"
-- 0
digitSum :: String -> Int
digitSum = undefined
