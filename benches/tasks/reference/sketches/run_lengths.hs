module Task where

import Data.List (group)

-- | Each run with its length.
-- visible: runLengths "aab"
-- visible: runLengths "xyyy"
-- hidden: runLengths ""
-- hidden: runLengths "zzzz"
-- hidden: runLengths "abca"
-- sketch: runLengths s = map (\g -> (_, _)) (group s)
runLengths :: String -> [(Char, Int)]
runLengths s = map (\g -> (head g, length g)) (group s)
