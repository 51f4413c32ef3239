module Task where

import qualified Data.Map as Map
import Data.List (sortOn)

-- | Players, best first.
--
-- >>> ranking (Map.fromList [])
-- []
-- >>> ranking (Map.fromList [("ann", 3)])
-- ["ann"]
-- >>> ranking (Map.fromList [("ann", 3), ("bob", 9), ("cy", 5)])
-- ["bob","cy","ann"]
-- >>> ranking (Map.fromList [("ann", 7), ("bob", 1)])
-- ["ann","bob"]
ranking :: Map.Map String Int -> [String]
ranking = undefined
