module Task where

-- | As it was written first.
oldTotal :: [Int] -> Int
oldTotal [] = 0
oldTotal (x:xs)
  | x > 0 = x + oldTotal xs
  | otherwise = oldTotal xs

-- | The sum of what is positive.
--
-- prop> \xs -> totalPositive xs == oldTotal xs
totalPositive :: [Int] -> Int
totalPositive = undefined
