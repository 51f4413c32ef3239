-- | A run of statements whose last one binds a name for the rest.
module Main where

import Data.IORef

next :: IORef Int -> IO String
next counter = do
  modifyIORef counter (+ 1)
  modifyIORef counter (* 2)
  readIORef counter >>= print
  n <- readIORef counter
  return ("next " ++ show n)

total :: IORef Int -> Int -> IO Int
total counter base = do
  putStrLn "total"
  modifyIORef counter (+ 1)
  modifyIORef counter (* 2)
  readIORef counter >>= print
  m <- readIORef counter
  return (base + m)

main :: IO ()
main = do
  counter <- newIORef 0
  next counter >>= putStrLn
  total counter 100 >>= print
