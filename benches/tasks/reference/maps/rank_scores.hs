module Task where

import qualified Data.Map as Map
import Data.List (sortOn)

-- | Players, best first.
-- visible: ranking (Map.fromList [])
-- visible: ranking (Map.fromList [("ann", 3)])
-- visible: ranking (Map.fromList [("ann", 3), ("bob", 9), ("cy", 5)])
-- visible: ranking (Map.fromList [("ann", 7), ("bob", 1)])
-- hidden: ranking (Map.fromList [("a", 1), ("b", 2), ("c", 3), ("d", 4)])
-- hidden: ranking (Map.fromList [("a", 4), ("b", 3), ("c", 2)])
-- hidden: ranking (Map.fromList [("p", -1), ("q", 0)])
-- long: ranking (Map.fromList [([c], n * 7 `mod` 27) | (c, n) <- zip ['a' .. 'z'] [1 ..]])
ranking :: Map.Map String Int -> [String]
ranking scores = map fst (sortOn (negate . snd) (Map.toList scores))
