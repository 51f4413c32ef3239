module Task where

data Order = Order { customer :: String, amounts :: [Int] }
  deriving (Show, Eq)

-- | Orders worth more than a limit.
--
-- >>> largeOrders 10 []
-- []
-- >>> largeOrders 10 [Order "a" [5, 6]]
-- [Order {customer = "a", amounts = [5,6]}]
-- >>> largeOrders 10 [Order "a" [5], Order "b" [20], Order "c" [4, 4, 4]]
-- [Order {customer = "b", amounts = [20]},Order {customer = "c", amounts = [4,4,4]}]
-- >>> largeOrders 3 [Order "d" [3], Order "e" [2, 2]]
-- [Order {customer = "e", amounts = [2,2]}]
largeOrders :: Int -> [Order] -> [Order]
largeOrders = undefined
