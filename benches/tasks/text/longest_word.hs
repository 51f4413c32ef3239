module Task where

-- | The length of the longest word.
--
-- >>> longest ""
-- 0
-- >>> longest "hi there"
-- 5
-- >>> longest "a bb ccc bb"
-- 3
-- >>> longest "word"
-- 4
longest :: String -> Int
longest = undefined
