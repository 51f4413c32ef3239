module Task where

data Box = Box { width :: Int, height :: Int }
  deriving (Show, Eq)

-- | Does the first box fit into the second without turning it?
--
-- >>> fits (Box 1 1) (Box 2 2)
-- True
-- >>> fits (Box 3 1) (Box 2 2)
-- False
-- >>> fits (Box 2 2) (Box 2 2)
-- True
-- >>> fits (Box 1 3) (Box 2 2)
-- False
-- >>> fits (Box 4 5) (Box 4 9)
-- True
fits :: Box -> Box -> Bool
fits = undefined
