module Money where

import Data.List (sortOn, partition)
import Data.Ord (comparing)

type Cents = Int

data Kind = Income | Expense
  deriving (Show, Eq, Ord)

data Entry = Entry { kind :: Kind, note :: String, cents :: Cents }
  deriving (Show, Eq)

signed :: Entry -> Cents
signed entry = case kind entry of
  Income -> cents entry
  Expense -> negate (cents entry)

cheaper :: Cents -> Entry -> Bool
cheaper limit entry = cents entry < limit

expenses :: [Entry] -> [Entry]
expenses = filter ((== Expense) . kind)

rename :: String -> Entry -> Entry
rename new entry = entry { note = new }
