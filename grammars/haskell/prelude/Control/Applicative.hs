{-# LANGUAGE NoImplicitPrelude #-}
-- | Applicative functors.
module Control.Applicative
  ( Applicative (pure, (<*>), liftA2, (*>), (<*)), Alternative (empty, (<|>), some, many)
  , Const (Const, getConst), WrappedMonad (WrapMonad, unwrapMonad), ZipList (ZipList, getZipList)
  , (<$>), (<$), (<**>), liftA, liftA3, optional
  ) where

import Base
import Data.Functor.Const (Const (Const, getConst))

optional :: Alternative f => f a -> f (Maybe a)
optional m = fmap Just m <|> pure Nothing

newtype WrappedMonad m a = WrapMonad {unwrapMonad :: m a}

instance Monad m => Functor (WrappedMonad m) where
  fmap f (WrapMonad m) = WrapMonad (liftM f m)

instance Monad m => Applicative (WrappedMonad m) where
  pure x = WrapMonad (pure x)
  WrapMonad f <*> WrapMonad m = WrapMonad (ap f m)

instance Monad m => Monad (WrappedMonad m) where
  WrapMonad m >>= k = WrapMonad (m >>= \x -> unwrapMonad (k x))

instance MonadPlus m => Alternative (WrappedMonad m) where
  empty = WrapMonad mzero
  WrapMonad m <|> WrapMonad n = WrapMonad (mplus m n)

-- | Lists that are applied element by element.
newtype ZipList a = ZipList {getZipList :: [a]}

instance Eq a => Eq (ZipList a) where
  ZipList xs == ZipList ys = xs == ys

instance Ord a => Ord (ZipList a) where
  compare (ZipList xs) (ZipList ys) = compare xs ys

instance Show a => Show (ZipList a) where
  showsPrec d (ZipList xs) = showField "ZipList" "getZipList" d xs

instance Read a => Read (ZipList a) where
  readsPrec d = readField "ZipList" "getZipList" ZipList d

instance Functor ZipList where
  fmap f (ZipList xs) = ZipList (map f xs)

instance Applicative ZipList where
  pure x = ZipList (repeat x)
  liftA2 f (ZipList xs) (ZipList ys) = ZipList (zipWith f xs ys)
  ZipList fs <*> ZipList xs = ZipList (zipWith id fs xs)

instance Alternative ZipList where
  empty = ZipList []
  ZipList xs <|> ZipList ys = ZipList (xs ++ drop (length xs) ys)

instance Foldable ZipList where
  foldr f z (ZipList xs) = foldr f z xs
  toList (ZipList xs) = xs
  null (ZipList xs) = null xs
  length (ZipList xs) = length xs

instance Traversable ZipList where
  traverse f (ZipList xs) = fmap ZipList (traverse f xs)
