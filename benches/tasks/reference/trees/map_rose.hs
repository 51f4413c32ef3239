module Task where

data Rose a = Rose a [Rose a]
  deriving (Show, Eq)

-- | Applies a function to every label.
-- visible: mapRose (+ 1) (Rose 1 [])
-- visible: mapRose (* 2) (Rose 1 [Rose 2 [], Rose 3 []])
-- visible: mapRose (subtract 1) (Rose 5 [Rose 6 [Rose 7 []]])
-- hidden: mapRose show (Rose 1 [Rose 2 [Rose 3 []], Rose 4 []])
-- hidden: mapRose even (Rose 2 [Rose 3 []])
-- long: mapRose (+ 10) (Rose 0 [Rose n [Rose (n * n) []] | n <- [1 .. 15]])
mapRose :: (a -> b) -> Rose a -> Rose b
mapRose f (Rose x kids) = Rose (f x) (map (mapRose f) kids)
