module Task where

-- | Fizz, buzz or the number.
-- visible: fizz 15
-- visible: fizz 10
-- visible: fizz 9
-- visible: fizz 7
-- visible: fizz 4
-- hidden: fizz 30
-- hidden: fizz 5
-- hidden: fizz 3
-- hidden: fizz 1
-- hidden: fizz 20
-- hidden: fizz 22
-- sketch: fizz n
-- sketch:   | mod n 15 == 0 = "fizzbuzz"
-- sketch:   | _ = "buzz"
-- sketch:   | mod n 3 == 0 = "fizz"
-- sketch:   | otherwise = _
fizz :: Int -> String
fizz n
  | mod n 15 == 0 = "fizzbuzz"
  | mod n 5 == 0 = "buzz"
  | mod n 3 == 0 = "fizz"
  | otherwise = show n
