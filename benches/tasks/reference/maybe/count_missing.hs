module Task where

import Data.Maybe (isNothing, isJust, fromMaybe)

-- | How many values are missing.
-- visible: missing []
-- visible: missing [Just 'a', Nothing]
-- visible: missing [Nothing, Nothing, Just 'b']
-- visible: missing [Just 'x', Just 'y']
-- hidden: missing [Nothing]
-- hidden: missing [Nothing, Just 'q', Nothing, Nothing]
-- long: missing (concat (replicate 15 [Nothing, Just 'c', Nothing]))
missing :: [Maybe a] -> Int
missing = length . filter isNothing
