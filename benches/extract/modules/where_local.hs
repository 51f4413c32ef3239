-- | Repetition inside one function, with its own parameters in it.
module Main where

box :: Int -> Int -> String
box w h = unlines (top : replicate h middle ++ [bottom])
  where
    top = "+" ++ concat (replicate w "--") ++ "+ " ++ show (w * h)
    middle = "|" ++ concat (replicate w "  ") ++ "| " ++ show (w * h)
    bottom = "=" ++ concat (replicate w "==") ++ "= " ++ show (w * h)

main :: IO ()
main = putStr (box 3 2)
