module Task where

import qualified Data.Map as Map

-- | Takes one out of stock and forgets what is used up.
-- visible: takeOne "a" (Map.fromList [("a", 2)])
-- visible: takeOne "a" (Map.fromList [("a", 1), ("b", 1)])
-- visible: takeOne "c" (Map.fromList [("a", 1)])
-- visible: takeOne "b" (Map.fromList [("a", 1), ("b", 5)])
-- hidden: takeOne "x" (Map.fromList [("x", 3), ("y", 1)])
-- hidden: takeOne "y" (Map.fromList [("x", 3), ("y", 1)])
-- hidden: takeOne "z" (Map.fromList [])
-- long: takeOne "9" (Map.fromList [(show n, n) | n <- [1 .. 30]])
takeOne :: String -> Map.Map String Int -> Map.Map String Int
takeOne = Map.update (\n -> if n > 1 then Just (n - 1) else Nothing)
