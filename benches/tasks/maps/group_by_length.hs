module Task where

import qualified Data.Map as Map

-- | Words by their length, in order.
--
-- >>> byLength []
-- fromList []
-- >>> byLength ["a"]
-- fromList [(1,["a"])]
-- >>> byLength ["a", "bc", "d"]
-- fromList [(1,["a","d"]),(2,["bc"])]
-- >>> byLength ["tree", "four", "be"]
-- fromList [(2,["be"]),(4,["tree","four"])]
byLength :: [String] -> Map.Map Int [String]
byLength = undefined
