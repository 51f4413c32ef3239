module Task where

import Data.Char (toLower, toUpper)

-- | The first letter large, the others small.
--
-- >>> capitalize ""
-- ""
-- >>> capitalize "haskell"
-- "Haskell"
-- >>> capitalize "a"
-- "A"
-- >>> capitalize "LOUD"
-- "Loud"
-- >>> capitalize "mIxed"
-- "Mixed"
capitalize :: String -> String
capitalize = undefined
