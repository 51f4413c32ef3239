module Task where

import qualified Data.Map as Map

-- | Is every key mapped to a larger number?
--
-- >>> ascending (Map.fromList [])
-- True
-- >>> ascending (Map.fromList [(1, 2)])
-- True
-- >>> ascending (Map.fromList [(1, 2), (5, 3)])
-- False
-- >>> ascending (Map.fromList [(4, 4)])
-- False
-- >>> ascending (Map.fromList [(1, 9), (2, 8), (3, 7)])
-- True
ascending :: Map.Map Int Int -> Bool
ascending = undefined
