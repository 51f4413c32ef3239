module Task where

import Data.Maybe (isNothing, isJust, fromMaybe)

-- | How many values are missing.
--
-- >>> missing []
-- 0
-- >>> missing [Just 'a', Nothing]
-- 1
-- >>> missing [Nothing, Nothing, Just 'b']
-- 2
-- >>> missing [Just 'x', Just 'y']
-- 0
missing :: [Maybe a] -> Int
missing = undefined
