module Store.Cart
  ( quantities
  , discount
  , priced
  ) where

import qualified Data.Map as Map
import Data.Maybe (mapMaybe)

-- | How often each name was put in.
quantities :: [String] -> Map.Map String Int
quantities = undefined

-- | Takes so many percent off.
discount :: Int -> Int -> Int
discount = undefined

-- | The prices of the names that are known.
priced :: Map.Map String Int -> [String] -> [Int]
priced = undefined
