module Task where

data Mobile = Weight Int | Bar Mobile Mobile
  deriving (Show, Eq)

-- | Do both ends of every bar weigh the same? Bars weigh nothing.
-- visible: balanced (Weight 3)
-- visible: balanced (Bar (Weight 1) (Weight 1))
-- visible: balanced (Bar (Weight 1) (Weight 2))
-- visible: balanced (Bar (Weight 2) (Bar (Weight 1) (Weight 1)))
-- visible: balanced (Bar (Bar (Weight 1) (Weight 2)) (Weight 3))
-- visible: balanced (Bar (Bar (Weight 1) (Weight 1)) (Weight 3))
-- visible: balanced (Bar (Weight 4) (Bar (Weight 2) (Bar (Weight 1) (Weight 1))))
-- hidden: balanced (Bar (Weight 1) (Bar (Weight 1) (Weight 1)))
-- hidden: balanced (Bar (Bar (Weight 5) (Weight 5)) (Bar (Weight 5) (Weight 5)))
-- hidden: balanced (Bar (Bar (Weight 4) (Weight 6)) (Bar (Weight 5) (Weight 5)))
-- hidden: balanced (Bar (Bar (Weight 3) (Weight 3)) (Bar (Weight 4) (Weight 2)))
-- hidden: balanced (Bar (Bar (Weight 2) (Weight 2)) (Bar (Weight 2) (Bar (Weight 1) (Weight 1))))
-- long: balanced (foldl (\m n -> Bar m (Weight (2 ^ n))) (Weight 1) [0 .. 25])
-- long: balanced (foldl (\m n -> Bar (Weight (2 ^ n)) m) (Bar (Weight 0) (Weight 1)) [0 .. 25])
balanced :: Mobile -> Bool
balanced (Weight _) = True
balanced (Bar l r) = weight l == weight r && balanced l && balanced r

weight :: Mobile -> Int
weight (Weight n) = n
weight (Bar l r) = weight l + weight r
