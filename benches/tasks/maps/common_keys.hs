module Task where

import qualified Data.Map as Map

-- | Differences of what both have.
--
-- >>> changes (Map.fromList [(1, 10)]) (Map.fromList [(1, 12)])
-- fromList [(1,2)]
-- >>> changes (Map.fromList [(1, 10), (2, 5)]) (Map.fromList [(2, 1)])
-- fromList [(2,-4)]
-- >>> changes (Map.fromList [(1, 10)]) (Map.fromList [(3, 1)])
-- fromList []
changes :: Map.Map Int Int -> Map.Map Int Int -> Map.Map Int Int
changes = undefined
