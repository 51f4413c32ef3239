module Task where

import Data.List (sortBy)

-- | The shortest first.
--
-- >>> byLength ["ccc", "a", "bb"]
-- ["a","bb","ccc"]
-- >>> byLength ["zz", "b"]
-- ["b","zz"]
byLength :: [String] -> [String]
byLength = sortBy (\a b -> compare _ _)
