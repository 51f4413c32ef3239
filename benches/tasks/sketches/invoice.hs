module Task where

data Item = Item {price :: Int, quantity :: Int}
  deriving (Eq, Show)

-- | What everything costs together.
--
-- >>> invoice [Item {price = 3, quantity = 2}, Item {price = 10, quantity = 1}]
-- 16
-- >>> invoice [Item {price = 5, quantity = 4}]
-- 20
invoice :: [Item] -> Int
invoice items = sum (map _ items)
