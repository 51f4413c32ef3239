module Task where

import qualified Data.Map as Map

-- | How often each word occurs.
--
-- >>> histogram []
-- fromList []
-- >>> histogram ["a"]
-- fromList [("a",1)]
-- >>> histogram ["a", "b", "a"]
-- fromList [("a",2),("b",1)]
-- >>> histogram ["x", "x", "x", "y"]
-- fromList [("x",3),("y",1)]
histogram :: [String] -> Map.Map String Int
histogram = undefined
