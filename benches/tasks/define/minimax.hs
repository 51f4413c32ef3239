module Task where

data Game = Over Int | Choice Game Game
  deriving (Show, Eq)

-- | What the first player gets, who wants much, when the two take turns and the other wants to give little.
--
-- >>> best (Over 3)
-- 3
-- >>> best (Choice (Over 3) (Over 5))
-- 5
-- >>> best (Choice (Over 7) (Over 2))
-- 7
-- >>> best (Choice (Choice (Over 3) (Over 5)) (Over 1))
-- 3
-- >>> best (Choice (Choice (Over 3) (Over 5)) (Choice (Over 7) (Over 2)))
-- 3
-- >>> best (Choice (Over 0) (Choice (Choice (Over 3) (Over 5)) (Over 9)))
-- 5
-- >>> best (Choice (Over 4) (Choice (Over 9) (Choice (Over 1) (Over 6))))
-- 6
best :: Game -> Int
best = undefined
