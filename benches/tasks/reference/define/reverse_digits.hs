module Task where

import Prelude (Bool (..), Eq (..), Integer, Num (..), div, mod, undefined)

-- | The digits of a number in the other order.
-- visible: reverseDigits 0
-- visible: reverseDigits 7
-- visible: reverseDigits 10
-- visible: reverseDigits 12
-- visible: reverseDigits 300
-- visible: reverseDigits 123
-- visible: reverseDigits 907
-- hidden: reverseDigits 5
-- hidden: reverseDigits 4321
-- hidden: reverseDigits 1000
-- hidden: reverseDigits 60700
-- long: reverseDigits 123456789012345678901234567890
reverseDigits :: Integer -> Integer
reverseDigits = onto 0

onto :: Integer -> Integer -> Integer
onto acc n = if n == 0 then acc else onto (acc * 10 + mod n 10) (div n 10)
