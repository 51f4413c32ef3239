module Maps where

import Data.List (sort, nub)
import qualified Data.Map as Map
import Data.Map (Map)

bump :: String -> Map String Int -> Map String Int
bump key = Map.insertWith (+) key 1

large :: Int -> Bool
large n = n >= 10

total :: Map String Int -> Int
total = sum . Map.elems
