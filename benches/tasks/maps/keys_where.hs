module Task where

import qualified Data.Map as Map

-- | The keys of positive entries.
--
-- >>> positive (Map.fromList [])
-- []
-- >>> positive (Map.fromList [("a", 1), ("b", 0)])
-- ["a"]
-- >>> positive (Map.fromList [("x", -1), ("y", 5), ("z", 2)])
-- ["y","z"]
positive :: Map.Map String Int -> [String]
positive = undefined
