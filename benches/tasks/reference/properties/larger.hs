module Task where

-- $setup
-- >>> import Test.QuickCheck

-- | The greater one.
-- property: \x y -> x <= y ==> larger x y == y
-- property: \x y -> larger x y == larger y x
-- hidden: larger 3 8
-- hidden: larger 8 3
-- hidden: larger (-1) (-1)
-- hidden: larger 0 (-5)
larger :: Int -> Int -> Int
larger = max
