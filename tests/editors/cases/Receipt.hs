module Receipt where

-- | What is paid for the goods.
goods :: Int -> String
goods net = "goods  " ++ show (net `div` 100) ++ "." ++ pad (show (net `mod` 100))

-- | What is paid for bringing them.
freight :: Int -> String
freight fee = "freight  " ++ show (fee `div` 100) ++ "." ++ pad (show (fee `mod` 100))

-- | What is to be paid.
total :: Int -> Int -> String
total a b = "total  " ++ show ((a + b) `div` 100) ++ "." ++ pad (show ((a + b) `mod` 100))

-- | Two digits.
pad :: String -> String
pad [c] = ['0', c]
pad cs = cs
