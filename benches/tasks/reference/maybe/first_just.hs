module Task where

-- | The first value that is there, else a default.
-- visible: firstOr 0 []
-- visible: firstOr 0 [Nothing, Just 3]
-- visible: firstOr 7 [Nothing, Nothing]
-- visible: firstOr 1 [Just 4, Just 5, Nothing]
-- hidden: firstOr 2 [Nothing, Nothing, Just 9, Just 8]
-- hidden: firstOr 2 [Just 2]
-- hidden: firstOr (-1) [Nothing]
-- long: firstOr 5 (replicate 50 Nothing ++ [Just 6])
firstOr :: a -> [Maybe a] -> a
firstOr d [] = d
firstOr d (Nothing : ms) = firstOr d ms
firstOr _ (Just x : _) = x
