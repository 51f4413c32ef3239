module Task where

data Rose = Rose Int [Rose]
  deriving (Show, Eq)

-- | How far the smallest and the largest label are apart.
-- visible: spread (Rose 5 [])
-- visible: spread (Rose 5 [Rose 3 []])
-- visible: spread (Rose 3 [Rose 5 []])
-- visible: spread (Rose 4 [Rose 6 [], Rose 1 []])
-- visible: spread (Rose 4 [Rose 2 [Rose 9 []], Rose 3 []])
-- visible: spread (Rose 2 [Rose 2 [Rose 2 []]])
-- hidden: spread (Rose 1 [Rose 7 [], Rose 3 [Rose 10 []]])
-- hidden: spread (Rose 8 [Rose 7 [Rose 6 [Rose 5 []]]])
-- hidden: spread (Rose 3 [Rose 3 [], Rose (-2) []])
-- long: spread (Rose 50 [Rose (n * 7 `mod` 31) [Rose (n * n `mod` 101) []] | n <- [1 .. 30]])
spread :: Rose -> Int
spread t = extreme max t - extreme min t

extreme :: (Int -> Int -> Int) -> Rose -> Int
extreme f (Rose x ts) = foldr (f . extreme f) x ts
