module Task where

-- | Numbers the lines from one.
--
-- >>> numbered []
-- []
-- >>> numbered ["a"]
-- ["1: a"]
-- >>> numbered ["first", "second"]
-- ["1: first","2: second"]
-- >>> numbered ["x", "", "z"]
-- ["1: x","2: ","3: z"]
numbered :: [String] -> [String]
numbered = undefined
