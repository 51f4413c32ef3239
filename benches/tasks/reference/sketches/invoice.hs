module Task where

data Item = Item {price :: Int, quantity :: Int}
  deriving (Eq, Show)

-- | What everything costs together.
-- visible: invoice [Item {price = 3, quantity = 2}, Item {price = 10, quantity = 1}]
-- visible: invoice [Item {price = 5, quantity = 4}]
-- hidden: invoice []
-- hidden: invoice [Item {price = 0, quantity = 9}]
-- hidden: invoice [Item {price = 2, quantity = 2}, Item {price = 7, quantity = 3}]
-- sketch: invoice items = sum (map _ items)
invoice :: [Item] -> Int
invoice items = sum (map (\item -> price item * quantity item) items)
