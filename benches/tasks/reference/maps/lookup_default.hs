module Task where

import qualified Data.Map as Map

-- | Prices of a shopping list; what has no price is free.
-- visible: bill (Map.fromList []) ["tea"]
-- visible: bill (Map.fromList [("tea", 3)]) ["tea", "tea"]
-- visible: bill (Map.fromList [("tea", 3), ("jam", 5)]) ["jam", "oil", "tea"]
-- visible: bill (Map.fromList [("a", 1)]) []
-- hidden: bill (Map.fromList [("a", 1), ("b", 10)]) ["b", "b", "a"]
-- hidden: bill (Map.fromList [("a", 4)]) ["z"]
-- hidden: bill (Map.fromList [("q", 100), ("r", 7)]) ["r", "q", "s"]
-- long: bill (Map.fromList [("a", 1), ("b", 10)]) (concat (replicate 20 ["a", "b", "c"]))
bill :: Map.Map String Int -> [String] -> Int
bill prices wanted = sum (map (\w -> Map.findWithDefault 0 w prices) wanted)
