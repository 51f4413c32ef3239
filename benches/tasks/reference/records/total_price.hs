module Task where

data Item = Item { label :: String, price :: Int, count :: Int }
  deriving (Show, Eq)

-- | What a basket costs.
-- visible: totalPrice []
-- visible: totalPrice [Item "tea" 3 2]
-- visible: totalPrice [Item "tea" 3 2, Item "jam" 5 1]
-- visible: totalPrice [Item "oil" 10 0, Item "rye" 4 3]
-- hidden: totalPrice [Item "a" 7 7]
-- hidden: totalPrice [Item "a" 1 1, Item "b" 2 2, Item "c" 3 3]
-- hidden: totalPrice [Item "x" (-2) 5, Item "y" 9 1]
-- long: totalPrice [Item "n" n 2 | n <- [1 .. 40]]
totalPrice :: [Item] -> Int
totalPrice items = sum (map (\i -> price i * count i) items)
