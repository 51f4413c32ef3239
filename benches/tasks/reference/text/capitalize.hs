module Task where

import Data.Char (toLower, toUpper)

-- | The first letter large, the others small.
-- visible: capitalize ""
-- visible: capitalize "haskell"
-- visible: capitalize "a"
-- visible: capitalize "LOUD"
-- visible: capitalize "mIxed"
-- hidden: capitalize "B"
-- hidden: capitalize "hELLO wORLD"
-- hidden: capitalize "x1Y"
-- long: capitalize (replicate 50 'q' ++ "QQ")
capitalize :: String -> String
capitalize [] = []
capitalize (c : cs) = toUpper c : map toLower cs
