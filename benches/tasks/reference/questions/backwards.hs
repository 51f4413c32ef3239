module Task where

-- | The other way round.
-- visible: backwards "ab"
-- hidden: backwards "abc"
-- hidden: backwards [1, 2, 3, 4]
-- hidden: backwards ""
backwards :: [a] -> [a]
backwards = reverse
