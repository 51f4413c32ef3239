module Task where

-- | The first letters of the words.
--
-- >>> acronym ""
-- ""
-- >>> acronym "new york"
-- "ny"
-- >>> acronym "a"
-- "a"
-- >>> acronym "three little pigs"
-- "tlp"
acronym :: String -> String
acronym = undefined
