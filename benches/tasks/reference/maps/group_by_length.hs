module Task where

import qualified Data.Map as Map

-- | Words by their length, in order.
-- visible: byLength []
-- visible: byLength ["a"]
-- visible: byLength ["a", "bc", "d"]
-- visible: byLength ["tree", "four", "be"]
-- hidden: byLength ["xx", "yy", "zz"]
-- hidden: byLength ["one", "two", "three"]
-- long: byLength [replicate (n `mod` 5) 'x' | n <- [1 .. 40]]
byLength :: [String] -> Map.Map Int [String]
byLength ws = Map.fromListWith (flip (++)) (map (\w -> (length w, [w])) ws)
