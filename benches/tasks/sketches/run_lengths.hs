module Task where

import Data.List (group)

-- | Each run with its length.
--
-- >>> runLengths "aab"
-- [('a',2),('b',1)]
-- >>> runLengths "xyyy"
-- [('x',1),('y',3)]
runLengths :: String -> [(Char, Int)]
runLengths s = map (\g -> (_, _)) (group s)
