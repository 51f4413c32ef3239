module Task where

import qualified Data.Map as Map

-- | The totals of several ledgers.
-- visible: totals []
-- visible: totals [Map.fromList [("a", 1)]]
-- visible: totals [Map.fromList [("a", 1), ("b", 2)], Map.fromList [("a", 5)]]
-- hidden: totals [Map.fromList [("x", 1)], Map.fromList [("x", 2)], Map.fromList [("y", 3)]]
-- hidden: totals [Map.fromList []]
-- long: totals [Map.fromList [(show (n `mod` 4), n)] | n <- [1 .. 40]]
totals :: [Map.Map String Int] -> Map.Map String Int
totals = Map.unionsWith (+)
