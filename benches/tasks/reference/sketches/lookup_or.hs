module Task where

-- | What is filed under a name, or something else.
-- visible: lookupOr 7 "a" [("a", 1), ("b", 2)]
-- visible: lookupOr 7 "c" [("a", 1)]
-- hidden: lookupOr 3 "x" []
-- hidden: lookupOr 0 "b" [("a", 1), ("b", 9)]
-- hidden: lookupOr 5 "q" [("p", 8), ("r", 1)]
-- sketch: lookupOr d k kvs = case lookup k kvs of
-- sketch:   Nothing -> _
-- sketch:   Just v -> _
lookupOr :: Int -> String -> [(String, Int)] -> Int
lookupOr d k kvs = case lookup k kvs of
  Nothing -> d
  Just v -> v
