module Sequences
  ( rotate
  , everySecond
  ) where

-- | The first element to the end.
-- hidden: rotate [1, 2, 3, 4]
-- hidden: rotate "a"
-- hidden: rotate ""
-- hidden: rotate [5, 6]
rotate :: [a] -> [a]
rotate [] = []
rotate (x:xs) = xs ++ [x]

-- | The first, the third and so on.
-- hidden: everySecond [1, 2, 3, 4, 5, 6]
-- hidden: everySecond "abc"
-- hidden: everySecond ""
everySecond :: [a] -> [a]
everySecond (x:_:xs) = x : everySecond xs
everySecond xs = xs
