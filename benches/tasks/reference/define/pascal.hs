module Task where

data Row = End | Cell Int Row
  deriving (Show, Eq)

-- | A row of the triangle in which every number is the sum of the two above it.
-- visible: pascal 0
-- visible: pascal 1
-- visible: pascal 2
-- visible: pascal 3
-- visible: pascal 4
-- visible: pascal 5
-- hidden: pascal 6
-- hidden: pascal 7
-- hidden: pascal 9
-- long: pascal 30
pascal :: Int -> Row
pascal 0 = Cell 1 End
pascal n = Cell 1 (sums (pascal (n - 1)))

sums :: Row -> Row
sums (Cell x (Cell y rest)) = Cell (x + y) (sums (Cell y rest))
sums row = row
