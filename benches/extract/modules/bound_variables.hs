-- | The same fold under other names for what it binds.
module Main where

-- Longest word of a text.
longest :: [String] -> Int
longest ws = foldr (\w best -> if length w > best then length w else best) 0 ws

-- Longest line of a page.
widest :: [String] -> Int
widest ls = foldr (\l most -> if length l > most then length l else most) 0 ls

main :: IO ()
main = print (longest ["a", "bcd"], widest ["xx", "y"])
