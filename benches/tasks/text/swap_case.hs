module Task where

import Data.Char (isUpper, toLower, toUpper)

-- | Large letters small and small letters large.
--
-- >>> swapCase ""
-- ""
-- >>> swapCase "Hello"
-- "hELLO"
-- >>> swapCase "aB c"
-- "Ab C"
-- >>> swapCase "XYZ"
-- "xyz"
swapCase :: String -> String
swapCase = undefined
