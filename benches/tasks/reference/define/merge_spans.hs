module Task where

data Spans = None | Span Int Int Spans
  deriving (Show, Eq)

-- | What a list of spans covers, from left to right, with spans that meet or overlap made one.
-- visible: covered []
-- visible: covered [(1, 2)]
-- visible: covered [(4, 5), (1, 2)]
-- visible: covered [(1, 2), (4, 5)]
-- visible: covered [(2, 3), (1, 2)]
-- visible: covered [(1, 3), (2, 5)]
-- visible: covered [(2, 3), (1, 6)]
-- visible: covered [(2, 4), (4, 5), (1, 2)]
-- visible: covered [(1, 5), (4, 5), (1, 2)]
-- hidden: covered [(3, 4), (7, 9), (1, 2)]
-- hidden: covered [(0, 9), (7, 8), (4, 5), (1, 2)]
-- hidden: covered [(2, 8), (7, 9), (4, 5), (1, 2), (12, 15)]
-- hidden: covered [(5, 6), (1, 1), (3, 3)]
-- long: covered [(n * 7 `mod` 101, n * 7 `mod` 101 + n `mod` 4) | n <- [1 .. 40]]
covered :: [(Int, Int)] -> Spans
covered [] = None
covered ((a, b) : rest) = include a b (covered rest)

include :: Int -> Int -> Spans -> Spans
include a b None = Span a b None
include a b (Span c d rest)
  | b < c = Span a b (Span c d rest)
  | d < a = Span c d (include a b rest)
  | otherwise = include (min a c) (max b d) rest
