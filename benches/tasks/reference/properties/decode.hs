module Task where

import Data.List (group)

-- | Runs with their lengths.
encode :: String -> [(Int, Char)]
encode = map (\g -> (length g, head g)) . group

-- | Takes back what 'encode' does.
-- property: \s -> decode (encode s) == s
-- hidden: decode []
-- hidden: decode [(2, 'a'), (1, 'b')]
-- hidden: decode [(0, 'x'), (3, 'y')]
-- long: decode [(n, c) | (n, c) <- zip [1 ..] ['a' .. 'i']]
decode :: [(Int, Char)] -> String
decode = concatMap (uncurry replicate)
