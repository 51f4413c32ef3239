module Task where

import qualified Data.Map as Map

-- | Swaps keys and values.
-- visible: invert (Map.fromList [])
-- visible: invert (Map.fromList [(1, 'a')])
-- visible: invert (Map.fromList [(1, 'b'), (2, 'a')])
-- hidden: invert (Map.fromList [(5, 'x'), (3, 'y'), (1, 'z')])
-- hidden: invert (Map.fromList [(0, 'q')])
-- long: invert (Map.fromList (zip [1 ..] ['a' .. 'z']))
invert :: Map.Map Int Char -> Map.Map Char Int
invert m = Map.fromList (map (\(k, v) -> (v, k)) (Map.toList m))
