module Task where

-- | How often it is there.
--
-- >>> occurrences 2 [1, 2, 2]
-- 2
-- >>> occurrences 'x' "abc"
-- 0
occurrences :: Eq a => a -> [a] -> Int
occurrences y xs = length (filter (\x -> _) xs)
