module Task where

import Data.List (sortBy)

-- | The shortest first.
-- visible: byLength ["ccc", "a", "bb"]
-- visible: byLength ["zz", "b"]
-- hidden: byLength []
-- hidden: byLength ["bbb", "aaaa", "z", "yy"]
-- hidden: byLength ["long", ""]
-- sketch: byLength = sortBy (\a b -> compare _ _)
byLength :: [String] -> [String]
byLength = sortBy (\a b -> compare (length a) (length b))
