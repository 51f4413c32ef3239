module Task where

import qualified Data.Map as Map

-- | Differences of what both have.
-- visible: changes (Map.fromList [(1, 10)]) (Map.fromList [(1, 12)])
-- visible: changes (Map.fromList [(1, 10), (2, 5)]) (Map.fromList [(2, 1)])
-- visible: changes (Map.fromList [(1, 10)]) (Map.fromList [(3, 1)])
-- hidden: changes (Map.fromList [(1, 1), (2, 2), (3, 3)]) (Map.fromList [(1, 3), (2, 2), (3, 1)])
-- hidden: changes (Map.fromList []) (Map.fromList [(1, 1)])
-- long: changes (Map.fromList [(n, n) | n <- [1 .. 40]]) (Map.fromList [(n, n * n) | n <- [5 .. 30]])
changes :: Map.Map Int Int -> Map.Map Int Int -> Map.Map Int Int
changes before after = Map.intersectionWith (-) after before
