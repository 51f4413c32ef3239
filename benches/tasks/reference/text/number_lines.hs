module Task where

-- | Numbers the lines from one.
-- visible: numbered []
-- visible: numbered ["a"]
-- visible: numbered ["first", "second"]
-- visible: numbered ["x", "", "z"]
-- hidden: numbered ["p", "q", "r", "s"]
-- hidden: numbered [""]
-- long: numbered (replicate 30 "line")
numbered :: [String] -> [String]
numbered = zipWith (\n l -> show n ++ ": " ++ l) [1 :: Int ..]
