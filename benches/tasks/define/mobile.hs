module Task where

data Mobile = Weight Int | Bar Mobile Mobile
  deriving (Show, Eq)

-- | Do both ends of every bar weigh the same? Bars weigh nothing.
--
-- >>> balanced (Weight 3)
-- True
-- >>> balanced (Bar (Weight 1) (Weight 1))
-- True
-- >>> balanced (Bar (Weight 1) (Weight 2))
-- False
-- >>> balanced (Bar (Weight 2) (Bar (Weight 1) (Weight 1)))
-- True
-- >>> balanced (Bar (Bar (Weight 1) (Weight 2)) (Weight 3))
-- False
-- >>> balanced (Bar (Bar (Weight 1) (Weight 1)) (Weight 3))
-- False
-- >>> balanced (Bar (Weight 4) (Bar (Weight 2) (Bar (Weight 1) (Weight 1))))
-- True
balanced :: Mobile -> Bool
balanced = undefined
