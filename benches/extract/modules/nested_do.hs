-- | Blocks in blocks, with layout that begins behind the repeated part.
module Main where

import Control.Monad (forM_, when)

menu :: [String] -> Bool -> IO ()
menu items loud = do
  forM_ (zip [1 :: Int ..] items) $ \(i, item) -> do
    let line = show i ++ ". " ++ item
    when loud $ putStrLn (replicate (length line) '*')
    putStrLn line
  putStrLn "choose"

list :: [String] -> IO ()
list entries = forM_ (zip [1 :: Int ..] entries) $ \(n, entry) -> do
  let line = show n ++ ". " ++ entry
  when False $ putStrLn (replicate (length line) '*')
  putStrLn line

main :: IO ()
main = menu ["tea", "milk"] True >> list ["one", "two"]
