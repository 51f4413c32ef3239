module Task where

import Prelude (Bool (..), Eq (..), Maybe (..), undefined, (&&), (||))

-- | Can a word be laid with these tiles, each used once at most?
--
-- >>> canSpell "" ""
-- True
-- >>> canSpell "" "a"
-- True
-- >>> canSpell "a" ""
-- False
-- >>> canSpell "a" "a"
-- True
-- >>> canSpell "a" "ba"
-- True
-- >>> canSpell "aa" "a"
-- False
-- >>> canSpell "aa" "aba"
-- True
-- >>> canSpell "ab" "ba"
-- True
-- >>> canSpell "ab" "aa"
-- False
-- >>> canSpell "aab" "aba"
-- True
canSpell :: Eq a => [a] -> [a] -> Bool
canSpell = undefined
