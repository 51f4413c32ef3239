{-# LANGUAGE NoImplicitPrelude #-}
-- | The functor that does nothing.
module Data.Functor.Identity (Identity (Identity, runIdentity)) where

import Base

newtype Identity a = Identity {runIdentity :: a}

instance Eq a => Eq (Identity a) where
  Identity x == Identity y = x == y

instance Ord a => Ord (Identity a) where
  compare (Identity x) (Identity y) = compare x y

instance Show a => Show (Identity a) where
  showsPrec d (Identity x) = showUnary "Identity" d x

instance Read a => Read (Identity a) where
  readsPrec d = readUnary "Identity" Identity d

instance Bounded a => Bounded (Identity a) where
  minBound = Identity minBound
  maxBound = Identity maxBound

instance Enum a => Enum (Identity a) where
  succ (Identity x) = Identity (succ x)
  pred (Identity x) = Identity (pred x)
  toEnum n = Identity (toEnum n)
  fromEnum (Identity x) = fromEnum x
  enumFrom (Identity x) = map Identity (enumFrom x)
  enumFromThen (Identity x) (Identity y) = map Identity (enumFromThen x y)
  enumFromTo (Identity x) (Identity y) = map Identity (enumFromTo x y)
  enumFromThenTo (Identity x) (Identity y) (Identity z) = map Identity (enumFromThenTo x y z)

instance Num a => Num (Identity a) where
  Identity x + Identity y = Identity (x + y)
  Identity x - Identity y = Identity (x - y)
  Identity x * Identity y = Identity (x * y)
  negate (Identity x) = Identity (negate x)
  abs (Identity x) = Identity (abs x)
  signum (Identity x) = Identity (signum x)
  fromInteger n = Identity (fromInteger n)

instance Semigroup a => Semigroup (Identity a) where
  Identity x <> Identity y = Identity (x <> y)

instance Monoid a => Monoid (Identity a) where
  mempty = Identity mempty

instance Functor Identity where
  fmap f (Identity x) = Identity (f x)

instance Applicative Identity where
  pure x = Identity x
  Identity f <*> Identity x = Identity (f x)

instance Monad Identity where
  Identity x >>= k = k x

instance Foldable Identity where
  foldr f z (Identity x) = f x z

instance Traversable Identity where
  traverse f (Identity x) = fmap Identity (f x)
