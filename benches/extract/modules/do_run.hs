-- | A run of statements in the middle of longer blocks.
module Main where

import Data.IORef

deposit :: IORef Int -> IORef [String] -> Int -> IO ()
deposit account history amount = do
  putStrLn "deposit"
  modifyIORef account (+ amount)
  balance <- readIORef account
  modifyIORef history (("balance " ++ show balance) :)
  putStrLn ("deposited " ++ show amount)

withdraw :: IORef Int -> IORef [String] -> Int -> IO ()
withdraw account history amount = do
  putStrLn "withdraw"
  modifyIORef account (subtract amount)
  balance <- readIORef account
  modifyIORef history (("balance " ++ show balance) :)
  putStrLn ("withdrew " ++ show amount)

main :: IO ()
main = do
  account <- newIORef 10
  history <- newIORef []
  deposit account history 5
  withdraw account history 3
  readIORef history >>= mapM_ putStrLn
