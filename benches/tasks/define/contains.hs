module Task where

import Prelude (Bool (..), Eq (..), undefined, (&&), (||))

-- | Does the second list stand somewhere in the first, in one piece?
--
-- >>> contains "" ""
-- True
-- >>> contains "a" ""
-- True
-- >>> contains "" "a"
-- False
-- >>> contains "a" "a"
-- True
-- >>> contains "ba" "a"
-- True
-- >>> contains "ab" "ba"
-- False
-- >>> contains "abc" "bc"
-- True
-- >>> contains "abc" "ac"
-- False
-- >>> contains "aab" "ab"
-- True
-- >>> contains "abc" "ab"
-- True
contains :: Eq a => [a] -> [a] -> Bool
contains = undefined
