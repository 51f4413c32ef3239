module Task where

import Data.Char (toLower, toUpper)

-- | The first letter large, the others small.
-- visible: capitalise "hELLO"
-- visible: capitalise "abc"
-- hidden: capitalise ""
-- hidden: capitalise "x"
-- hidden: capitalise "ALL"
-- hidden: capitalise "mIxEd"
-- sketch: capitalise [] = []
-- sketch: capitalise (c : cs) = _ : map _ cs
capitalise :: String -> String
capitalise [] = []
capitalise (c : cs) = toUpper c : map toLower cs
