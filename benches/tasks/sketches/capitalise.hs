module Task where

import Data.Char (toLower, toUpper)

-- | The first letter large, the others small.
--
-- >>> capitalise "hELLO"
-- "Hello"
-- >>> capitalise "abc"
-- "Abc"
capitalise :: String -> String
capitalise [] = []
capitalise (c : cs) = _ : map _ cs
