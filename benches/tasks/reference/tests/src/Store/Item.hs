module Store.Item
  ( Item (..)
  , total
  , restock
  , cheapest
  ) where

-- | What is on a shelf.
data Item = Item
  { label :: String
  , price :: Int
  , stock :: Int
  } deriving (Show, Eq)

-- | What all items are worth together.
-- hidden: total []
-- hidden: total [Item "a" 5 0, Item "b" 2 7]
-- hidden: total [Item "pen" 1 1]
total :: [Item] -> Int
total = sum . map (\i -> price i * stock i)

-- | Adds to the stock.
-- hidden: restock 5 (Item "a" 3 0)
-- hidden: restock 0 (Item "b" 9 4)
-- hidden: restock 1 (Item "c" 2 2)
restock :: Int -> Item -> Item
restock n i = i { stock = stock i + n }

-- | The lowest price, if there is one.
-- hidden: cheapest []
-- hidden: cheapest [Item "a" 5 0, Item "b" 2 7, Item "c" 3 1]
-- hidden: cheapest [Item "x" 8 8]
cheapest :: [Item] -> Maybe Int
cheapest [] = Nothing
cheapest is = Just (minimum (map price is))
