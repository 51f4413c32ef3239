module Shapes where

data Point = Point Int Int
  deriving (Show, Eq, Ord)

data Figure = Dot Point | Segment Point Point | Box Point Int Int
  deriving (Show, Eq)

data Turn = ToLeft | ToRight | Back
  deriving (Show, Eq, Enum, Bounded)

across :: Point -> Int
across (Point x _) = x

up :: Point -> Int
up (Point _ y) = y

shift :: Int -> Int -> Point -> Point
shift dx dy (Point x y) = Point (x + dx) (y + dy)

extent :: Figure -> Int
extent (Dot _) = 0
extent (Segment (Point a b) (Point c d)) = abs (a - c) + abs (b - d)
extent (Box _ w h) = w * h

opposite :: Turn -> Turn
opposite ToLeft = ToRight
opposite ToRight = ToLeft
opposite Back = Back
