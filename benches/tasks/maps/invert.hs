module Task where

import qualified Data.Map as Map

-- | Swaps keys and values.
--
-- >>> invert (Map.fromList [])
-- fromList []
-- >>> invert (Map.fromList [(1, 'a')])
-- fromList [('a',1)]
-- >>> invert (Map.fromList [(1, 'b'), (2, 'a')])
-- fromList [('a',2),('b',1)]
invert :: Map.Map Int Char -> Map.Map Char Int
invert = undefined
