module Task where

-- | Every element twice.
-- property: \x -> stutter [x] == [x, x]
-- property: \xs ys -> stutter (xs ++ ys) == stutter xs ++ stutter ys
-- hidden: stutter []
-- hidden: stutter [1, 2, 3]
-- hidden: stutter "ab"
-- long: stutter [1 .. 25]
stutter :: [a] -> [a]
stutter = concatMap (\x -> [x, x])
