module Task where

data Account = Account { owner :: String, balance :: Int }
  deriving (Show, Eq)

-- | Adds to the balance.
--
-- >>> deposit 5 (Account "Ann" 10)
-- Account {owner = "Ann", balance = 15}
-- >>> deposit 0 (Account "Bob" 3)
-- Account {owner = "Bob", balance = 3}
-- >>> deposit 20 (Account "Cy" (-5))
-- Account {owner = "Cy", balance = 15}
deposit :: Int -> Account -> Account
deposit = undefined
