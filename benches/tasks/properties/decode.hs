module Task where

import Data.List (group)

-- | Runs with their lengths.
encode :: String -> [(Int, Char)]
encode = map (\g -> (length g, head g)) . group

-- | Takes back what 'encode' does.
--
-- prop> \s -> decode (encode s) == s
decode :: [(Int, Char)] -> String
decode = undefined
