module Task where

-- | The first complaint, or all results.
--
-- >>> collect []
-- Right []
-- >>> collect [Right 1, Right 2]
-- Right [1,2]
-- >>> collect [Right 1, Left "bad", Left "worse"]
-- Left "bad"
-- >>> collect [Left "x", Right 2]
-- Left "x"
-- >>> collect [Right 5]
-- Right [5]
collect :: [Either String Int] -> Either String [Int]
collect = undefined
