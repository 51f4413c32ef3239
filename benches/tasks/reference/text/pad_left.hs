module Task where

-- | Fills up to a width with spaces on the left.
-- visible: padLeft 5 "abc"
-- visible: padLeft 2 "abc"
-- visible: padLeft 4 ""
-- visible: padLeft 3 "x"
-- hidden: padLeft 0 "a"
-- hidden: padLeft 6 "hello"
-- hidden: padLeft 3 "abc"
-- long: padLeft 60 "end"
padLeft :: Int -> String -> String
padLeft n s = replicate (n - length s) ' ' ++ s
