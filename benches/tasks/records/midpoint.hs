module Task where

data Point = Point { px :: Int, py :: Int }
  deriving (Show, Eq)

-- | Half way between two points, rounded down.
--
-- >>> midpoint (Point 0 0) (Point 4 6)
-- Point {px = 2, py = 3}
-- >>> midpoint (Point 1 1) (Point 3 5)
-- Point {px = 2, py = 3}
-- >>> midpoint (Point (-2) 7) (Point 2 7)
-- Point {px = 0, py = 7}
-- >>> midpoint (Point 10 1) (Point 20 2)
-- Point {px = 15, py = 1}
midpoint :: Point -> Point -> Point
midpoint = undefined
