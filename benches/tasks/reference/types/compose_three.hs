module Task where

-- | One function after another after another.
-- hidden: composeThree (+ 1) (* 2) (subtract 3) 10
-- hidden: composeThree show not even (3 :: Int)
-- hidden: composeThree length show (* 100) 12
composeThree :: (c -> d) -> (b -> c) -> (a -> b) -> a -> d
composeThree f g h = f . g . h
