module Task where

import Data.Char (isUpper, toLower, toUpper)

-- | Large letters small and small letters large.
-- visible: swapCase ""
-- visible: swapCase "Hello"
-- visible: swapCase "aB c"
-- visible: swapCase "XYZ"
-- hidden: swapCase "haskell"
-- hidden: swapCase "Q"
-- hidden: swapCase "m1X"
-- long: swapCase (concat (replicate 15 "aBc "))
swapCase :: String -> String
swapCase = map (\c -> if isUpper c then toLower c else toUpper c)
