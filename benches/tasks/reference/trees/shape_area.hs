module Task where

data Shape = Square Int | Rect Int Int | Group [Shape]
  deriving (Show, Eq)

-- | The area of a drawing.
-- visible: area (Square 3)
-- visible: area (Rect 2 5)
-- visible: area (Group [])
-- visible: area (Group [Square 2, Rect 1 3])
-- visible: area (Group [Group [Square 1], Square 4])
-- hidden: area (Group [Rect 2 2, Group [Rect 3 3, Group [Square 10]]])
-- hidden: area (Square 7)
-- hidden: area (Rect 9 1)
-- long: area (Group [Rect n 2 | n <- [1 .. 40]])
area :: Shape -> Int
area (Square n) = n * n
area (Rect w h) = w * h
area (Group shapes) = sum (map area shapes)
