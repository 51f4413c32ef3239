module Task where

data Box = Box { width :: Int, height :: Int }
  deriving (Show, Eq)

-- | Does the first box fit into the second without turning it?
-- visible: fits (Box 1 1) (Box 2 2)
-- visible: fits (Box 3 1) (Box 2 2)
-- visible: fits (Box 2 2) (Box 2 2)
-- visible: fits (Box 1 3) (Box 2 2)
-- visible: fits (Box 4 5) (Box 4 9)
-- hidden: fits (Box 5 5) (Box 4 9)
-- hidden: fits (Box 0 9) (Box 4 9)
-- hidden: fits (Box 4 10) (Box 4 9)
-- long: fits (Box 1000 2000) (Box 1001 2000)
fits :: Box -> Box -> Bool
fits a b = width a <= width b && height a <= height b
