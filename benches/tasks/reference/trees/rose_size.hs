module Task where

data Rose a = Rose a [Rose a]
  deriving (Show, Eq)

-- | How many labels there are.
-- visible: size (Rose 'a' [])
-- visible: size (Rose 'a' [Rose 'b' []])
-- visible: size (Rose 'a' [Rose 'b' [], Rose 'c' [Rose 'd' []]])
-- visible: size (Rose 'a' [Rose 'b' [], Rose 'c' [], Rose 'd' []])
-- hidden: size (Rose 'x' [Rose 'y' [Rose 'z' [Rose 'w' [Rose 'v' []]]]])
-- hidden: size (Rose 'x' [Rose 'y' [Rose 'z' []], Rose 'w' [Rose 'v' []]])
-- long: size (Rose 'r' [Rose 's' [Rose 't' []] | _ <- [1 .. 20 :: Int]])
size :: Rose a -> Int
size (Rose _ kids) = 1 + sum (map size kids)
