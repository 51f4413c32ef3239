module Task where

data Rose a = Rose a [Rose a]
  deriving (Show, Eq)

-- | How many labels there are.
--
-- >>> size (Rose 'a' [])
-- 1
-- >>> size (Rose 'a' [Rose 'b' []])
-- 2
-- >>> size (Rose 'a' [Rose 'b' [], Rose 'c' [Rose 'd' []]])
-- 4
-- >>> size (Rose 'a' [Rose 'b' [], Rose 'c' [], Rose 'd' []])
-- 4
size :: Rose a -> Int
size = undefined
