module Task where

data Game = Over Int | Choice Game Game
  deriving (Show, Eq)

-- | What the first player gets, who wants much, when the two take turns and the other wants to give little.
-- visible: best (Over 3)
-- visible: best (Choice (Over 3) (Over 5))
-- visible: best (Choice (Over 7) (Over 2))
-- visible: best (Choice (Choice (Over 3) (Over 5)) (Over 1))
-- visible: best (Choice (Choice (Over 3) (Over 5)) (Choice (Over 7) (Over 2)))
-- visible: best (Choice (Over 0) (Choice (Choice (Over 3) (Over 5)) (Over 9)))
-- visible: best (Choice (Over 4) (Choice (Over 9) (Choice (Over 1) (Over 6))))
-- hidden: best (Choice (Choice (Over 8) (Over 6)) (Over 7))
-- hidden: best (Choice (Choice (Choice (Over 1) (Over 2)) (Over 9)) (Over 0))
-- hidden: best (Choice (Choice (Choice (Over 1) (Over 4)) (Choice (Over 3) (Over 2))) (Choice (Over 5) (Choice (Over 0) (Over 2))))
-- hidden: best (Choice (Over 1) (Choice (Over 9) (Choice (Over 2) (Choice (Over 3) (Over 8)))))
-- long: best (foldr (\n g -> Choice (Over (n * 7 `mod` 40)) g) (Over 20) [1 .. 35])
-- long: best (foldr (\n g -> Choice (Choice (Over n) (Over (20 - n))) g) (Over 3) [1 .. 20])
best :: Game -> Int
best (Over n) = n
best (Choice a b) = max (worst a) (worst b)

worst :: Game -> Int
worst (Over n) = n
worst (Choice a b) = min (best a) (best b)
