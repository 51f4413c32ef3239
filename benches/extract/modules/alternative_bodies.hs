-- | What alternatives do is the same.
module Main where

data Event = Key Char | Click Int Int | Wheel Int

describe :: Event -> String
describe event = case event of
  Key c -> unwords ["key", replicate 3 '.', show c, replicate 3 '.', "handled"]
  Click x y -> unwords ["click", replicate 3 '.', show (x, y), replicate 3 '.', "handled"]
  Wheel n -> unwords ["wheel", replicate 3 '.', show n, replicate 3 '.', "handled"]

main :: IO ()
main = mapM_ (putStrLn . describe) [Key 'x', Click 1 2, Wheel 3]
