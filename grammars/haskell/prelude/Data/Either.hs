{-# LANGUAGE NoImplicitPrelude #-}
-- | Values with two possibilities.
module Data.Either
  ( Either (Left, Right), either, lefts, rights, partitionEithers, isLeft, isRight, fromLeft, fromRight
  ) where

import Base

lefts :: [Either a b] -> [a]
lefts [] = []
lefts (Left x : es) = x : lefts es
lefts (Right _ : es) = lefts es

rights :: [Either a b] -> [b]
rights [] = []
rights (Left _ : es) = rights es
rights (Right y : es) = y : rights es

partitionEithers :: [Either a b] -> ([a], [b])
partitionEithers es = foldr (\e rest -> either (\x -> (x : fst rest, snd rest)) (\y -> (fst rest, y : snd rest)) e) ([], []) es

isLeft :: Either a b -> Bool
isLeft (Left _) = True
isLeft (Right _) = False

isRight :: Either a b -> Bool
isRight (Left _) = False
isRight (Right _) = True

fromLeft :: a -> Either a b -> a
fromLeft _ (Left x) = x
fromLeft d (Right _) = d

fromRight :: b -> Either a b -> b
fromRight _ (Right y) = y
fromRight d (Left _) = d
