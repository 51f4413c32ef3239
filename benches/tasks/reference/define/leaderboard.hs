module Task where

data Scores = None | Score String Int Scores
  deriving (Show, Eq)

-- | The best score first; equal scores stay in their order.
-- visible: leaderboard None
-- visible: leaderboard (Score "ann" 3 None)
-- visible: leaderboard (Score "bob" 1 (Score "ann" 3 None))
-- visible: leaderboard (Score "ann" 3 (Score "bob" 1 None))
-- visible: leaderboard (Score "cleo" 3 (Score "ann" 3 None))
-- visible: leaderboard (Score "cleo" 2 (Score "bob" 1 (Score "ann" 3 None)))
-- visible: leaderboard (Score "dan" 0 (Score "cleo" 2 (Score "bob" 1 (Score "ann" 3 None))))
-- hidden: leaderboard (Score "p" 5 (Score "q" 7 (Score "r" 6 None)))
-- hidden: leaderboard (Score "x" 1 (Score "y" 2 (Score "z" 1 (Score "w" 2 None))))
-- hidden: leaderboard (Score "x" 4 (Score "y" 3 (Score "z" 2 None)))
-- long: leaderboard (foldr (\n s -> Score (show n) (n * 7 `mod` 10) s) None [1 .. 35])
leaderboard :: Scores -> Scores
leaderboard None = None
leaderboard (Score name n rest) = enter name n (leaderboard rest)

enter :: String -> Int -> Scores -> Scores
enter name n None = Score name n None
enter name n (Score other m rest)
  | n >= m = Score name n (Score other m rest)
  | otherwise = Score other m (enter name n rest)
