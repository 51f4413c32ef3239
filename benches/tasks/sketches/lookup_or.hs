module Task where

-- | What is filed under a name, or something else.
--
-- >>> lookupOr 7 "a" [("a", 1), ("b", 2)]
-- 1
-- >>> lookupOr 7 "c" [("a", 1)]
-- 7
lookupOr :: Int -> String -> [(String, Int)] -> Int
lookupOr d k kvs = case lookup k kvs of
  Nothing -> _
  Just v -> _
