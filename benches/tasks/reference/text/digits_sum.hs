module Task where

import Data.Char (digitToInt, isDigit)

-- | The sum of the digits in a text.
-- visible: digitSum ""
-- visible: digitSum "a1b2"
-- visible: digitSum "999"
-- visible: digitSum "no"
-- hidden: digitSum "2024-05-17"
-- hidden: digitSum "0"
-- hidden: digitSum "x9y"
-- long: digitSum (concat (replicate 30 "3a"))
digitSum :: String -> Int
digitSum s = sum (map digitToInt (filter isDigit s))
