module Task where

data Row = End | Cell Int Row
  deriving (Show, Eq)

-- | A row of the triangle in which every number is the sum of the two above it.
--
-- >>> pascal 0
-- Cell 1 End
-- >>> pascal 1
-- Cell 1 (Cell 1 End)
-- >>> pascal 2
-- Cell 1 (Cell 2 (Cell 1 End))
-- >>> pascal 3
-- Cell 1 (Cell 3 (Cell 3 (Cell 1 End)))
-- >>> pascal 4
-- Cell 1 (Cell 4 (Cell 6 (Cell 4 (Cell 1 End))))
-- >>> pascal 5
-- Cell 1 (Cell 5 (Cell 10 (Cell 10 (Cell 5 (Cell 1 End)))))
pascal :: Int -> Row
pascal = undefined
