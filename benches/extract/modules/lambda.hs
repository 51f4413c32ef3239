-- | A λ that is passed about.
module Main where

import Data.List (sortBy)

byAge :: [(String, Int)] -> [(String, Int)]
byAge people = sortBy (\(n, a) (m, b) -> compare b a <> compare (length n) (length m)) people

oldest :: [(String, Int)] -> Maybe (String, Int)
oldest people = case sortBy (\(n, a) (m, b) -> compare b a <> compare (length n) (length m)) people of
  [] -> Nothing
  p : _ -> Just p

main :: IO ()
main = print (byAge ps) >> print (oldest ps)
  where
    ps = [("Ada", 36), ("Alan", 41), ("Grace", 41)]
