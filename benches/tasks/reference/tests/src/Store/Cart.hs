module Store.Cart
  ( quantities
  , discount
  , priced
  ) where

import qualified Data.Map as Map
import Data.Maybe (mapMaybe)

-- | How often each name was put in.
-- hidden: quantities []
-- hidden: quantities ["a", "b", "a", "a"]
-- hidden: quantities ["x"]
quantities :: [String] -> Map.Map String Int
quantities names = Map.fromListWith (+) (map (\n -> (n, 1)) names)

-- | Takes so many percent off.
-- hidden: discount 20 50
-- hidden: discount 0 7
-- hidden: discount 100 9
-- hidden: discount 15 200
discount :: Int -> Int -> Int
discount percent amount = amount - amount * percent `div` 100

-- | The prices of the names that are known.
-- hidden: priced (Map.fromList [("a", 1), ("b", 2)]) ["b", "c", "a", "b"]
-- hidden: priced (Map.fromList []) ["a"]
-- hidden: priced (Map.fromList [("k", 9)]) []
priced :: Map.Map String Int -> [String] -> [Int]
priced prices = mapMaybe (\n -> Map.lookup n prices)
