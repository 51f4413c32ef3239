module Task where

import qualified Data.Map as Map

-- | How often each word occurs.
-- visible: histogram []
-- visible: histogram ["a"]
-- visible: histogram ["a", "b", "a"]
-- visible: histogram ["x", "x", "x", "y"]
-- hidden: histogram ["q", "w", "e", "q", "w", "q"]
-- hidden: histogram ["one", "two"]
-- long: histogram [[c] | n <- [1 .. 10 :: Int], c <- "abcab"]
histogram :: [String] -> Map.Map String Int
histogram ws = Map.fromListWith (+) (map (\w -> (w, 1)) ws)
