module Task where

-- | As it was written first.
oldTotal :: [Int] -> Int
oldTotal [] = 0
oldTotal (x:xs)
  | x > 0 = x + oldTotal xs
  | otherwise = oldTotal xs

-- | The sum of what is positive.
-- property: \xs -> totalPositive xs == oldTotal xs
-- hidden: totalPositive []
-- hidden: totalPositive [3, -4, 5]
-- hidden: totalPositive [-1, -2]
-- long: totalPositive [-20 .. 20]
totalPositive :: [Int] -> Int
totalPositive = sum . filter (> 0)
