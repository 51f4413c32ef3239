module Strings where

render :: Int -> String
render n = "item " ++ show n ++ ": " ++ replicate (n `mod` 7) '*' ++ "\n"

document :: Int -> String
document n = concatMap render [1 .. n]

answer :: Int
answer = length (unwords (lines (document 250000))) + length (filter (== '*') (document 250000))
