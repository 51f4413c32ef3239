module Task where

-- | The left ones and the right ones.
-- visible: splitEithers [Left 1, Right 'x', Left 2]
-- visible: splitEithers [Right True, Left "e", Right False]
-- hidden: splitEithers ([] :: [Either Int Int])
-- hidden: splitEithers [Left 1, Left 2, Right "z"]
-- hidden: splitEithers [Right 'p', Left (), Right 'q', Left ()]
-- sketch: splitEithers = foldr step ([], [])
-- sketch:   where
-- sketch:     step (Left a) (ls, rs) = _
-- sketch:     step (Right b) (ls, rs) = _
splitEithers :: [Either a b] -> ([a], [b])
splitEithers = foldr step ([], [])
  where
    step (Left a) (ls, rs) = (a : ls, rs)
    step (Right b) (ls, rs) = (ls, b : rs)
