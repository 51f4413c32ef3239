module Task where

data Shape = Square Int | Rect Int Int | Group [Shape]
  deriving (Show, Eq)

-- | The area of a drawing.
--
-- >>> area (Square 3)
-- 9
-- >>> area (Rect 2 5)
-- 10
-- >>> area (Group [])
-- 0
-- >>> area (Group [Square 2, Rect 1 3])
-- 7
-- >>> area (Group [Group [Square 1], Square 4])
-- 17
area :: Shape -> Int
area = undefined
