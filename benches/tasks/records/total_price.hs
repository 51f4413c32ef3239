module Task where

data Item = Item { label :: String, price :: Int, count :: Int }
  deriving (Show, Eq)

-- | What a basket costs.
--
-- >>> totalPrice []
-- 0
-- >>> totalPrice [Item "tea" 3 2]
-- 6
-- >>> totalPrice [Item "tea" 3 2, Item "jam" 5 1]
-- 11
-- >>> totalPrice [Item "oil" 10 0, Item "rye" 4 3]
-- 12
totalPrice :: [Item] -> Int
totalPrice = undefined
