module Task where

-- $setup
-- >>> import Test.QuickCheck

-- | Does the first divide the second? Nought divides nothing.
-- property: \n -> divides 0 n == False
-- property: \d n -> d /= 0 ==> divides d n == (d * (n `div` d) == n)
-- hidden: divides 3 12
-- hidden: divides 5 12
-- hidden: divides 0 4
-- hidden: divides 7 0
-- long: [n | n <- [1 .. 60], divides 7 n]
divides :: Int -> Int -> Bool
divides d n = d /= 0 && n `mod` d == 0
