module Task where

data Point = Point { px :: Int, py :: Int }
  deriving (Show, Eq)

-- | Half way between two points, rounded down.
-- visible: midpoint (Point 0 0) (Point 4 6)
-- visible: midpoint (Point 1 1) (Point 3 5)
-- visible: midpoint (Point (-2) 7) (Point 2 7)
-- visible: midpoint (Point 10 1) (Point 20 2)
-- hidden: midpoint (Point 5 5) (Point 6 6)
-- hidden: midpoint (Point (-3) 0) (Point 0 (-3))
-- hidden: midpoint (Point 100 3) (Point 50 4)
-- long: midpoint (Point 1000001 3) (Point 2000002 40)
midpoint :: Point -> Point -> Point
midpoint p q = Point ((px p + px q) `div` 2) ((py p + py q) `div` 2)
