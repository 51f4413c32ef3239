module Task where

-- $setup
-- >>> import Test.QuickCheck

-- | Does the first divide the second? Nought divides nothing.
--
-- prop> \n -> divides 0 n == False
-- prop> \d n -> d /= 0 ==> divides d n == (d * (n `div` d) == n)
divides :: Int -> Int -> Bool
divides = undefined
