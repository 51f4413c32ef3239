module Task where

-- | Fizz, buzz or the number.
--
-- >>> fizz 15
-- "fizzbuzz"
-- >>> fizz 10
-- "buzz"
-- >>> fizz 9
-- "fizz"
-- >>> fizz 7
-- "7"
-- >>> fizz 4
-- "4"
fizz :: Int -> String
fizz n
  | mod n 15 == 0 = "fizzbuzz"
  | _ = "buzz"
  | mod n 3 == 0 = "fizz"
  | otherwise = _
