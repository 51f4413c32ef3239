{-# LANGUAGE NoImplicitPrelude #-}
-- | Types of maps and sets with machine integers as keys. The order of their elements is that of maps and sets, so
-- these stand behind them; what costs time in them is native to integers already.
module Data.IntMap.Newtypes (IntMap (IntMap), IntSet (IntSet), Key) where

import Base hiding (empty)
import Data.Map (Map)
import qualified Data.Map as M
import Data.Set (Set)
import qualified Data.Set as S

newtype IntMap a = IntMap (Map Int a)

newtype IntSet = IntSet (Set Int)

type Key = Int

instance Eq a => Eq (IntMap a) where
  IntMap m == IntMap n = m == n

instance Ord a => Ord (IntMap a) where
  compare (IntMap m) (IntMap n) = compare m n

instance Show a => Show (IntMap a) where
  showsPrec d (IntMap m) = showsPrec d m

instance Read a => Read (IntMap a) where
  readsPrec d s = [(IntMap m, t) | (m, t) <- readsPrec d s]

instance Semigroup (IntMap a) where
  IntMap m <> IntMap n = IntMap (M.union m n)
  stimes n m = stimesIdempotentMonoid n m

instance Monoid (IntMap a) where
  mempty = IntMap M.empty

instance Functor IntMap where
  fmap f (IntMap m) = IntMap (fmap f m)

instance Foldable IntMap where
  foldMap f (IntMap m) = foldMap f m
  foldr f z (IntMap m) = foldr f z m
  foldl f z (IntMap m) = foldl f z m
  foldr' f z (IntMap m) = foldr' f z m
  foldl' f z (IntMap m) = foldl' f z m
  toList (IntMap m) = toList m
  null (IntMap m) = null m
  length (IntMap m) = length m

instance Traversable IntMap where
  traverse f (IntMap m) = fmap IntMap (traverse f m)

instance Eq IntSet where
  IntSet s == IntSet t = s == t

instance Ord IntSet where
  compare (IntSet s) (IntSet t) = compare s t

instance Show IntSet where
  showsPrec d (IntSet s) = showsPrec d s

instance Read IntSet where
  readsPrec d s = [(IntSet x, t) | (x, t) <- readsPrec d s]

instance Semigroup IntSet where
  IntSet s <> IntSet t = IntSet (S.union s t)
  stimes n s = stimesIdempotentMonoid n s

instance Monoid IntSet where
  mempty = IntSet S.empty
