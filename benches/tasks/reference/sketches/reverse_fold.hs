module Task where

-- | The other way round.
-- visible: backwards [1, 2, 3]
-- visible: backwards "ab"
-- hidden: backwards ""
-- hidden: backwards [True, False, False]
-- hidden: backwards "haskell"
-- sketch: backwards = foldl _ []
backwards :: [a] -> [a]
backwards = foldl (\acc x -> x : acc) []
