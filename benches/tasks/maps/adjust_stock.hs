module Task where

import qualified Data.Map as Map

-- | Takes one out of stock and forgets what is used up.
--
-- >>> takeOne "a" (Map.fromList [("a", 2)])
-- fromList [("a",1)]
-- >>> takeOne "a" (Map.fromList [("a", 1), ("b", 1)])
-- fromList [("b",1)]
-- >>> takeOne "c" (Map.fromList [("a", 1)])
-- fromList [("a",1)]
-- >>> takeOne "b" (Map.fromList [("a", 1), ("b", 5)])
-- fromList [("a",1),("b",4)]
takeOne :: String -> Map.Map String Int -> Map.Map String Int
takeOne = undefined
