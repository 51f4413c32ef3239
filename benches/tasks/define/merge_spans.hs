module Task where

data Spans = None | Span Int Int Spans
  deriving (Show, Eq)

-- | What a list of spans covers, from left to right, with spans that meet or overlap made one.
--
-- >>> covered []
-- None
-- >>> covered [(1, 2)]
-- Span 1 2 None
-- >>> covered [(4, 5), (1, 2)]
-- Span 1 2 (Span 4 5 None)
-- >>> covered [(1, 2), (4, 5)]
-- Span 1 2 (Span 4 5 None)
-- >>> covered [(2, 3), (1, 2)]
-- Span 1 3 None
-- >>> covered [(1, 3), (2, 5)]
-- Span 1 5 None
-- >>> covered [(2, 3), (1, 6)]
-- Span 1 6 None
-- >>> covered [(2, 4), (4, 5), (1, 2)]
-- Span 1 5 None
-- >>> covered [(1, 5), (4, 5), (1, 2)]
-- Span 1 5 None
covered :: [(Int, Int)] -> Spans
covered = undefined
