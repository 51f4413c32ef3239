module Task where

import Prelude (Bool (..), Eq (..), Integer, Num (..), div, mod, undefined)

-- | The digits of a number in the other order.
--
-- >>> reverseDigits 0
-- 0
-- >>> reverseDigits 7
-- 7
-- >>> reverseDigits 10
-- 1
-- >>> reverseDigits 12
-- 21
-- >>> reverseDigits 300
-- 3
-- >>> reverseDigits 123
-- 321
-- >>> reverseDigits 907
-- 709
reverseDigits :: Integer -> Integer
reverseDigits = undefined
