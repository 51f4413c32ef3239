module Task where

-- | Fills up to a width with spaces on the left.
--
-- >>> padLeft 5 "abc"
-- "  abc"
-- >>> padLeft 2 "abc"
-- "abc"
-- >>> padLeft 4 ""
-- "    "
-- >>> padLeft 3 "x"
-- "  x"
padLeft :: Int -> String -> String
padLeft = undefined
