module Task where

data Rose a = Rose a [Rose a]
  deriving (Show, Eq)

-- | Applies a function to every label.
--
-- >>> mapRose (+ 1) (Rose 1 [])
-- Rose 2 []
-- >>> mapRose (* 2) (Rose 1 [Rose 2 [], Rose 3 []])
-- Rose 2 [Rose 4 [],Rose 6 []]
-- >>> mapRose (subtract 1) (Rose 5 [Rose 6 [Rose 7 []]])
-- Rose 4 [Rose 5 [Rose 6 []]]
mapRose :: (a -> b) -> Rose a -> Rose b
mapRose = undefined
