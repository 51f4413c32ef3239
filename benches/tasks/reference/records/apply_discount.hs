module Task where

data Order = Order { customer :: String, amounts :: [Int] }
  deriving (Show, Eq)

-- | Orders worth more than a limit.
-- visible: largeOrders 10 []
-- visible: largeOrders 10 [Order "a" [5, 6]]
-- visible: largeOrders 10 [Order "a" [5], Order "b" [20], Order "c" [4, 4, 4]]
-- visible: largeOrders 3 [Order "d" [3], Order "e" [2, 2]]
-- hidden: largeOrders 0 [Order "a" [], Order "b" [1]]
-- hidden: largeOrders 5 [Order "a" [6], Order "b" [5], Order "c" [1, 1, 1, 1, 1, 1]]
-- hidden: largeOrders 100 [Order "z" [99, 1], Order "y" [99, 2]]
-- long: largeOrders 30 [Order (show n) [1 .. n] | n <- [1 .. 30]]
largeOrders :: Int -> [Order] -> [Order]
largeOrders limit = filter (\o -> sum (amounts o) > limit)
