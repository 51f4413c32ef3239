module Task where

data Scores = None | Score String Int Scores
  deriving (Show, Eq)

-- | The best score first; equal scores stay in their order.
--
-- >>> leaderboard None
-- None
-- >>> leaderboard (Score "ann" 3 None)
-- Score "ann" 3 None
-- >>> leaderboard (Score "bob" 1 (Score "ann" 3 None))
-- Score "ann" 3 (Score "bob" 1 None)
-- >>> leaderboard (Score "ann" 3 (Score "bob" 1 None))
-- Score "ann" 3 (Score "bob" 1 None)
-- >>> leaderboard (Score "cleo" 3 (Score "ann" 3 None))
-- Score "cleo" 3 (Score "ann" 3 None)
-- >>> leaderboard (Score "cleo" 2 (Score "bob" 1 (Score "ann" 3 None)))
-- Score "ann" 3 (Score "cleo" 2 (Score "bob" 1 None))
-- >>> leaderboard (Score "dan" 0 (Score "cleo" 2 (Score "bob" 1 (Score "ann" 3 None))))
-- Score "ann" 3 (Score "cleo" 2 (Score "bob" 1 (Score "dan" 0 None)))
leaderboard :: Scores -> Scores
leaderboard = undefined
