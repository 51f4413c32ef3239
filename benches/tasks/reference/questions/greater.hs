module Task where

-- | The greater of two.
-- visible: greater 1 2
-- hidden: greater 3 1
-- hidden: greater 5 5
-- hidden: greater (-2) (-7)
-- hidden: greater 0 4
greater :: Int -> Int -> Int
greater = max
