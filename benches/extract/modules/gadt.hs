{-# LANGUAGE GADTs #-}
{-# LANGUAGE LambdaCase #-}

-- | Code that only a compiler understands whole still has ordinary repetitions.
module Main where

data Expr a where
  Num :: Int -> Expr Int
  Add :: Expr Int -> Expr Int -> Expr Int
  IsZero :: Expr Int -> Expr Bool

eval :: Expr a -> a
eval = \case
  Num n -> n
  Add a b -> eval a + eval b
  IsZero e -> eval e == 0

showSum :: Expr Int -> String
showSum e = concat ["<", "value=", show (eval e), ", double=", show (eval (Add e e)), ">"]

showTest :: Expr Int -> String
showTest e = concat ["<", "test=", show (eval (IsZero e)), ", double=", show (eval (Add e e)), ">"]

showTwice :: Expr Int -> Expr Int -> String
showTwice a e = concat ["<", "twice=", show (eval (Add a a)), ", double=", show (eval (Add e e)), ">"]

main :: IO ()
main = putStrLn (showSum (Num 3)) >> putStrLn (showTest (Num 0)) >> putStrLn (showTwice (Num 1) (Num 2))
