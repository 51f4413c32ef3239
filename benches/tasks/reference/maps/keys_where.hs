module Task where

import qualified Data.Map as Map

-- | The keys of positive entries.
-- visible: positive (Map.fromList [])
-- visible: positive (Map.fromList [("a", 1), ("b", 0)])
-- visible: positive (Map.fromList [("x", -1), ("y", 5), ("z", 2)])
-- hidden: positive (Map.fromList [("k", 10)])
-- hidden: positive (Map.fromList [("k", -10), ("l", 0)])
-- hidden: positive (Map.fromList [("c", 3), ("a", 2), ("b", -1)])
-- long: positive (Map.fromList [(show n, n - 20) | n <- [1 .. 40]])
positive :: Map.Map String Int -> [String]
positive m = Map.keys (Map.filter (> 0) m)
