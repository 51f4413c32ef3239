module Task where

-- | All but the last so many.
-- property: \n xs -> dropLast n xs == reverse (drop n (reverse xs))
-- hidden: dropLast 2 [1, 2, 3, 4]
-- hidden: dropLast 0 "abc"
-- hidden: dropLast 5 "abc"
-- hidden: dropLast (-1) [True]
-- long: dropLast 7 [1 .. 40]
dropLast :: Int -> [a] -> [a]
dropLast n xs = take (length xs - n) xs
