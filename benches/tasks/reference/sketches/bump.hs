module Task where

-- | Counts one more under a name.
-- visible: bump "a" [("a", 1), ("b", 5)]
-- visible: bump "c" [("a", 1)]
-- hidden: bump "x" []
-- hidden: bump "b" [("a", 1), ("b", 0)]
-- hidden: bump "q" [("q", -4), ("q", 8)]
-- sketch: bump k = map (\(n, v) -> if n == k then _ else (n, v))
bump :: String -> [(String, Int)] -> [(String, Int)]
bump k = map (\(n, v) -> if n == k then (n, v + 1) else (n, v))
