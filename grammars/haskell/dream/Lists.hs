module Lists where

import Data.List
import Data.Maybe

-- | The elements at even places.
everyOther :: [a] -> [a]
everyOther (x:_:rest) = x : everyOther rest
everyOther xs = xs

clampAt :: Int -> Int -> Int
clampAt limit n = if n > limit then limit else n

neighbours :: [a] -> [(a, a)]
neighbours xs = zip xs (drop 1 xs)

middle :: [a] -> Maybe a
middle [] = Nothing
middle xs = Just (xs !! (length xs `div` 2))
