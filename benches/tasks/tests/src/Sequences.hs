module Sequences
  ( rotate
  , everySecond
  ) where

-- | The first element to the end.
rotate :: [a] -> [a]
rotate = undefined

-- | The first, the third and so on.
everySecond :: [a] -> [a]
everySecond = undefined
