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
total :: [Item] -> Int
total = undefined

-- | Adds to the stock.
restock :: Int -> Item -> Item
restock = undefined

-- | The lowest price, if there is one.
cheapest :: [Item] -> Maybe Int
cheapest = undefined
