module Task where

data Rose = Rose Int [Rose]
  deriving (Show, Eq)

-- | How far the smallest and the largest label are apart.
--
-- >>> spread (Rose 5 [])
-- 0
-- >>> spread (Rose 5 [Rose 3 []])
-- 2
-- >>> spread (Rose 3 [Rose 5 []])
-- 2
-- >>> spread (Rose 4 [Rose 6 [], Rose 1 []])
-- 5
-- >>> spread (Rose 4 [Rose 2 [Rose 9 []], Rose 3 []])
-- 7
-- >>> spread (Rose 2 [Rose 2 [Rose 2 []]])
-- 0
spread :: Rose -> Int
spread = undefined
