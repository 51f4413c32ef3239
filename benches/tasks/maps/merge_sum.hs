module Task where

import qualified Data.Map as Map

-- | The totals of several ledgers.
--
-- >>> totals []
-- fromList []
-- >>> totals [Map.fromList [("a", 1)]]
-- fromList [("a",1)]
-- >>> totals [Map.fromList [("a", 1), ("b", 2)], Map.fromList [("a", 5)]]
-- fromList [("a",6),("b",2)]
totals :: [Map.Map String Int] -> Map.Map String Int
totals = undefined
