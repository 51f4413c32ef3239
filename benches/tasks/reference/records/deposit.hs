module Task where

data Account = Account { owner :: String, balance :: Int }
  deriving (Show, Eq)

-- | Adds to the balance.
-- visible: deposit 5 (Account "Ann" 10)
-- visible: deposit 0 (Account "Bob" 3)
-- visible: deposit 20 (Account "Cy" (-5))
-- hidden: deposit 7 (Account "Dee" 7)
-- hidden: deposit (-4) (Account "Eve" 1)
-- long: deposit 100000 (Account "Francesca" 123456)
deposit :: Int -> Account -> Account
deposit n a = Account (owner a) (balance a + n)
