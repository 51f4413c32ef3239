module Task where

import qualified Data.Map as Map

-- | Prices of a shopping list; what has no price is free.
--
-- >>> bill (Map.fromList []) ["tea"]
-- 0
-- >>> bill (Map.fromList [("tea", 3)]) ["tea", "tea"]
-- 6
-- >>> bill (Map.fromList [("tea", 3), ("jam", 5)]) ["jam", "oil", "tea"]
-- 8
-- >>> bill (Map.fromList [("a", 1)]) []
-- 0
bill :: Map.Map String Int -> [String] -> Int
bill = undefined
