{-# LANGUAGE NoImplicitPrelude, FlexibleContexts, UndecidableInstances #-}
-- | Monoids, and newtypes that choose one.
module Data.Monoid
  ( Monoid (mempty, mappend, mconcat), (<>)
  , Dual (Dual, getDual), Endo (Endo, appEndo), All (All, getAll), Any (Any, getAny)
  , Sum (Sum, getSum), Product (Product, getProduct), First (First, getFirst), Last (Last, getLast)
  , Alt (Alt, getAlt), Ap (Ap, getAp)
  ) where

import Base

-- | Addition.
newtype Sum a = Sum {getSum :: a}

instance Eq a => Eq (Sum a) where
  Sum x == Sum y = x == y

instance Ord a => Ord (Sum a) where
  compare (Sum x) (Sum y) = compare x y

instance Show a => Show (Sum a) where
  showsPrec d (Sum x) = showField "Sum" "getSum" d x

instance Read a => Read (Sum a) where
  readsPrec d = readField "Sum" "getSum" Sum d

instance Bounded a => Bounded (Sum a) where
  minBound = Sum minBound
  maxBound = Sum maxBound

instance Num a => Num (Sum a) where
  Sum x + Sum y = Sum (x + y)
  Sum x - Sum y = Sum (x - y)
  Sum x * Sum y = Sum (x * y)
  negate (Sum x) = Sum (negate x)
  abs (Sum x) = Sum (abs x)
  signum (Sum x) = Sum (signum x)
  fromInteger n = Sum (fromInteger n)

instance Num a => Semigroup (Sum a) where
  Sum x <> Sum y = Sum (x + y)
  stimes n (Sum x) = Sum (fromIntegral n * x)

instance Num a => Monoid (Sum a) where
  mempty = Sum 0

instance Functor Sum where
  fmap f (Sum x) = Sum (f x)

instance Applicative Sum where
  pure x = Sum x
  Sum f <*> Sum x = Sum (f x)

instance Monad Sum where
  Sum x >>= k = k x

instance Foldable Sum where
  foldr f z (Sum x) = f x z

instance Traversable Sum where
  traverse f (Sum x) = fmap Sum (f x)

-- | Multiplication.
newtype Product a = Product {getProduct :: a}

instance Eq a => Eq (Product a) where
  Product x == Product y = x == y

instance Ord a => Ord (Product a) where
  compare (Product x) (Product y) = compare x y

instance Show a => Show (Product a) where
  showsPrec d (Product x) = showField "Product" "getProduct" d x

instance Read a => Read (Product a) where
  readsPrec d = readField "Product" "getProduct" Product d

instance Bounded a => Bounded (Product a) where
  minBound = Product minBound
  maxBound = Product maxBound

instance Num a => Num (Product a) where
  Product x + Product y = Product (x + y)
  Product x - Product y = Product (x - y)
  Product x * Product y = Product (x * y)
  negate (Product x) = Product (negate x)
  abs (Product x) = Product (abs x)
  signum (Product x) = Product (signum x)
  fromInteger n = Product (fromInteger n)

instance Num a => Semigroup (Product a) where
  Product x <> Product y = Product (x * y)
  stimes n (Product x) = Product (x ^ n)

instance Num a => Monoid (Product a) where
  mempty = Product 1

instance Functor Product where
  fmap f (Product x) = Product (f x)

instance Applicative Product where
  pure x = Product x
  Product f <*> Product x = Product (f x)

instance Monad Product where
  Product x >>= k = k x

instance Foldable Product where
  foldr f z (Product x) = f x z

instance Traversable Product where
  traverse f (Product x) = fmap Product (f x)

-- | Conjunction.
newtype All = All {getAll :: Bool}

instance Eq All where
  All x == All y = x == y

instance Ord All where
  compare (All x) (All y) = compare x y

instance Show All where
  showsPrec d (All x) = showField "All" "getAll" d x

instance Read All where
  readsPrec d = readField "All" "getAll" All d

instance Bounded All where
  minBound = All minBound
  maxBound = All maxBound

instance Semigroup All where
  All x <> All y = All (x && y)
  stimes n x = stimesIdempotentMonoid n x

instance Monoid All where
  mempty = All True

-- | Disjunction.
newtype Any = Any {getAny :: Bool}

instance Eq Any where
  Any x == Any y = x == y

instance Ord Any where
  compare (Any x) (Any y) = compare x y

instance Show Any where
  showsPrec d (Any x) = showField "Any" "getAny" d x

instance Read Any where
  readsPrec d = readField "Any" "getAny" Any d

instance Bounded Any where
  minBound = Any minBound
  maxBound = Any maxBound

instance Semigroup Any where
  Any x <> Any y = Any (x || y)
  stimes n x = stimesIdempotentMonoid n x

instance Monoid Any where
  mempty = Any False

-- | The arguments swapped.
newtype Dual a = Dual {getDual :: a}

instance Eq a => Eq (Dual a) where
  Dual x == Dual y = x == y

instance Ord a => Ord (Dual a) where
  compare (Dual x) (Dual y) = compare x y

instance Show a => Show (Dual a) where
  showsPrec d (Dual x) = showField "Dual" "getDual" d x

instance Read a => Read (Dual a) where
  readsPrec d = readField "Dual" "getDual" Dual d

instance Bounded a => Bounded (Dual a) where
  minBound = Dual minBound
  maxBound = Dual maxBound

instance Semigroup a => Semigroup (Dual a) where
  Dual x <> Dual y = Dual (y <> x)
  stimes n (Dual x) = Dual (stimes n x)

instance Monoid a => Monoid (Dual a) where
  mempty = Dual mempty

instance Functor Dual where
  fmap f (Dual x) = Dual (f x)

instance Applicative Dual where
  pure x = Dual x
  Dual f <*> Dual x = Dual (f x)

instance Monad Dual where
  Dual x >>= k = k x

instance Foldable Dual where
  foldr f z (Dual x) = f x z

instance Traversable Dual where
  traverse f (Dual x) = fmap Dual (f x)

-- | The leftmost value.
newtype First a = First {getFirst :: Maybe a}

instance Eq a => Eq (First a) where
  First x == First y = x == y

instance Ord a => Ord (First a) where
  compare (First x) (First y) = compare x y

instance Show a => Show (First a) where
  showsPrec d (First x) = showField "First" "getFirst" d x

instance Read a => Read (First a) where
  readsPrec d = readField "First" "getFirst" First d

instance Semigroup (First a) where
  First Nothing <> y = y
  x <> _ = x
  stimes n x = stimesIdempotentMonoid n x

instance Monoid (First a) where
  mempty = First Nothing

instance Functor First where
  fmap f (First x) = First (fmap f x)

instance Applicative First where
  pure x = First (Just x)
  First f <*> First x = First (f <*> x)

instance Monad First where
  First m >>= k = First (m >>= \x -> getFirst (k x))

instance Foldable First where
  foldr f z (First x) = foldr f z x

instance Traversable First where
  traverse f (First x) = fmap First (traverse f x)

-- | The rightmost value.
newtype Last a = Last {getLast :: Maybe a}

instance Eq a => Eq (Last a) where
  Last x == Last y = x == y

instance Ord a => Ord (Last a) where
  compare (Last x) (Last y) = compare x y

instance Show a => Show (Last a) where
  showsPrec d (Last x) = showField "Last" "getLast" d x

instance Read a => Read (Last a) where
  readsPrec d = readField "Last" "getLast" Last d

instance Semigroup (Last a) where
  x <> Last Nothing = x
  _ <> y = y
  stimes n x = stimesIdempotentMonoid n x

instance Monoid (Last a) where
  mempty = Last Nothing

instance Functor Last where
  fmap f (Last x) = Last (fmap f x)

instance Applicative Last where
  pure x = Last (Just x)
  Last f <*> Last x = Last (f <*> x)

instance Monad Last where
  Last m >>= k = Last (m >>= \x -> getLast (k x))

instance Foldable Last where
  foldr f z (Last x) = foldr f z x

instance Traversable Last where
  traverse f (Last x) = fmap Last (traverse f x)

-- | Choice.
newtype Alt f a = Alt {getAlt :: f a}

instance Eq (f a) => Eq (Alt f a) where
  Alt x == Alt y = x == y

instance Ord (f a) => Ord (Alt f a) where
  compare (Alt x) (Alt y) = compare x y

instance Show (f a) => Show (Alt f a) where
  showsPrec d (Alt x) = showField "Alt" "getAlt" d x

instance Alternative f => Semigroup (Alt f a) where
  Alt x <> Alt y = Alt (x <|> y)
  stimes n x = stimesMonoid n x

instance Alternative f => Monoid (Alt f a) where
  mempty = Alt empty

instance Functor f => Functor (Alt f) where
  fmap f (Alt x) = Alt (fmap f x)

instance Applicative f => Applicative (Alt f) where
  pure x = Alt (pure x)
  Alt f <*> Alt x = Alt (f <*> x)

instance Monad f => Monad (Alt f) where
  Alt m >>= k = Alt (m >>= \x -> getAlt (k x))

instance Foldable f => Foldable (Alt f) where
  foldr f z (Alt x) = foldr f z x

instance Traversable f => Traversable (Alt f) where
  traverse f (Alt x) = fmap Alt (traverse f x)

-- | The monoid inside an applicative functor.
newtype Ap f a = Ap {getAp :: f a}

instance Eq (f a) => Eq (Ap f a) where
  Ap x == Ap y = x == y

instance Ord (f a) => Ord (Ap f a) where
  compare (Ap x) (Ap y) = compare x y

instance Show (f a) => Show (Ap f a) where
  showsPrec d (Ap x) = showField "Ap" "getAp" d x

instance (Applicative f, Semigroup a) => Semigroup (Ap f a) where
  Ap x <> Ap y = Ap (liftA2 (<>) x y)

instance (Applicative f, Monoid a) => Monoid (Ap f a) where
  mempty = Ap (pure mempty)

instance Functor f => Functor (Ap f) where
  fmap f (Ap x) = Ap (fmap f x)

instance Applicative f => Applicative (Ap f) where
  pure x = Ap (pure x)
  Ap f <*> Ap x = Ap (f <*> x)

instance Monad f => Monad (Ap f) where
  Ap m >>= k = Ap (m >>= \x -> getAp (k x))

instance Foldable f => Foldable (Ap f) where
  foldr f z (Ap x) = foldr f z x

instance Traversable f => Traversable (Ap f) where
  traverse f (Ap x) = fmap Ap (traverse f x)
