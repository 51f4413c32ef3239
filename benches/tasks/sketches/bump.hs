module Task where

-- | Counts one more under a name.
--
-- >>> bump "a" [("a", 1), ("b", 5)]
-- [("a",2),("b",5)]
-- >>> bump "c" [("a", 1)]
-- [("a",1)]
bump :: String -> [(String, Int)] -> [(String, Int)]
bump k = map (\(n, v) -> if n == k then _ else (n, v))
