module Task where

-- | How often it is there.
-- visible: occurrences 2 [1, 2, 2]
-- visible: occurrences 'x' "abc"
-- hidden: occurrences True []
-- hidden: occurrences 'a' "banana"
-- hidden: occurrences 0 [0]
-- sketch: occurrences y xs = length (filter (\x -> _) xs)
occurrences :: Eq a => a -> [a] -> Int
occurrences y xs = length (filter (\x -> x == y) xs)
