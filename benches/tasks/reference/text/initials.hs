module Task where

-- | The first letters of the words.
-- visible: acronym ""
-- visible: acronym "new york"
-- visible: acronym "a"
-- visible: acronym "three little pigs"
-- hidden: acronym "  one  two "
-- hidden: acronym "World Wide Web"
-- hidden: acronym "x y z"
-- long: acronym (unwords (map show [1 .. 40 :: Int]))
acronym :: String -> String
acronym s = map head (words s)
