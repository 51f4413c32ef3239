module Task where

-- | What stands before a hash.
--
-- >>> stripComment "x = 1 # one"
-- "x = 1 "
-- >>> stripComment "# all"
-- ""
-- >>> stripComment "none"
-- "none"
stripComment :: String -> String
stripComment = undefined
