module Task where

-- | Words longer than so much, as they are.
-- visible: longWords 3 "the quick brown fox"
-- visible: longWords 1 "a bc d"
-- hidden: longWords 2 ""
-- hidden: longWords 5 "never longer than that"
-- hidden: longWords 0 "x yy"
-- sketch: longWords n = filter _ . words
longWords :: Int -> String -> [String]
longWords n = filter (\w -> length w > n) . words
