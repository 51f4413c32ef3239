module Task where

-- | A text without its blanks.
--
-- >>> squeeze "a b"
-- "ab"
squeeze :: String -> String
squeeze = undefined
