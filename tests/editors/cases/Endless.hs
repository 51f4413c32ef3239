module Endless where

-- | No program of this type does that: the search goes on until it is stopped.
--
-- >>> endless "ab"
-- "xy"
-- >>> endless "abc"
-- "zxy"
endless :: [a] -> [a]
endless = undefined
