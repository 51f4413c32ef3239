module Task where

import Prelude (Bool (..), Eq (..), undefined, (&&), (||))

-- | Every place once, where it was visited last.
--
-- >>> lastVisits ""
-- ""
-- >>> lastVisits "a"
-- "a"
-- >>> lastVisits "aa"
-- "a"
-- >>> lastVisits "ba"
-- "ba"
-- >>> lastVisits "aba"
-- "ba"
-- >>> lastVisits "baba"
-- "ba"
-- >>> lastVisits "cbaba"
-- "cba"
lastVisits :: Eq a => [a] -> [a]
lastVisits = undefined
