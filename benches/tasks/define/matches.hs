module Task where

import Prelude (Bool (..), Char, Eq (..), Show, String, any, concatMap, null, undefined, (++))

data Pattern = Letter Char | Or Pattern Pattern | Then Pattern Pattern | Perhaps Pattern
  deriving (Show, Eq)

-- | Does a pattern fit a text, from its beginning to its end?
--
-- >>> matches (Letter 'a') "a"
-- True
-- >>> matches (Letter 'a') "b"
-- False
-- >>> matches (Letter 'a') "ab"
-- False
-- >>> matches (Or (Letter 'a') (Letter 'b')) "b"
-- True
-- >>> matches (Then (Letter 'a') (Letter 'b')) "ab"
-- True
-- >>> matches (Then (Letter 'a') (Letter 'b')) "a"
-- False
-- >>> matches (Perhaps (Letter 'a')) ""
-- True
-- >>> matches (Perhaps (Letter 'a')) "a"
-- True
-- >>> matches (Then (Perhaps (Letter 'a')) (Letter 'a')) "a"
-- True
-- >>> matches (Then (Or (Letter 'a') (Then (Letter 'a') (Letter 'b'))) (Letter 'c')) "abc"
-- True
matches :: Pattern -> String -> Bool
matches = undefined
