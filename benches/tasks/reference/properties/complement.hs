module Task where

-- | The other bits.
-- property: \bs -> complement (complement bs) == bs
-- property: \as bs -> complement (as ++ bs) == complement as ++ complement bs
-- visible: complement [True, False, False]
-- hidden: complement []
-- hidden: complement [False]
-- hidden: complement [True, True, False, True]
-- long: complement (concat (replicate 12 [True, False, False]))
complement :: [Bool] -> [Bool]
complement = map not
