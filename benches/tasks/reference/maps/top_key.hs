module Task where

import qualified Data.Map as Map

-- | Is every key mapped to a larger number?
-- visible: ascending (Map.fromList [])
-- visible: ascending (Map.fromList [(1, 2)])
-- visible: ascending (Map.fromList [(1, 2), (5, 3)])
-- visible: ascending (Map.fromList [(4, 4)])
-- visible: ascending (Map.fromList [(1, 9), (2, 8), (3, 7)])
-- hidden: ascending (Map.fromList [(2, 1)])
-- hidden: ascending (Map.fromList [(0, 1), (1, 2), (2, 2)])
-- hidden: ascending (Map.fromList [(0, 1), (1, 2), (2, 3)])
-- long: ascending (Map.fromList [(n, n + 1) | n <- [1 .. 50]])
ascending :: Map.Map Int Int -> Bool
ascending m = all (\(k, v) -> k < v) (Map.toList m)
