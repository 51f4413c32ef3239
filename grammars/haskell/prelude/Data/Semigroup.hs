{-# LANGUAGE NoImplicitPrelude #-}
-- | Semigroups, and newtypes that choose one.
module Data.Semigroup
  ( Semigroup ((<>), sconcat, stimes), stimesMonoid, stimesIdempotent, stimesIdempotentMonoid, mtimesDefault
  , Min (Min, getMin), Max (Max, getMax), First (First, getFirst), Last (Last, getLast)
  , WrappedMonoid (WrapMonoid, unwrapMonoid)
  , Dual (Dual, getDual), Endo (Endo, appEndo), All (All, getAll), Any (Any, getAny)
  , Sum (Sum, getSum), Product (Product, getProduct)
  , Option (Option, getOption), option, diff, cycle1, Arg (Arg), ArgMin, ArgMax
  ) where

import Base
import Data.Monoid
  ( All (All, getAll), Any (Any, getAny), Dual (Dual, getDual), Product (Product, getProduct), Sum (Sum, getSum) )

-- | The least.
newtype Min a = Min {getMin :: a}

instance Eq a => Eq (Min a) where
  Min x == Min y = x == y

instance Ord a => Ord (Min a) where
  compare (Min x) (Min y) = compare x y

instance Show a => Show (Min a) where
  showsPrec d (Min x) = showField "Min" "getMin" d x

instance Read a => Read (Min a) where
  readsPrec d = readField "Min" "getMin" Min d

instance Bounded a => Bounded (Min a) where
  minBound = Min minBound
  maxBound = Min maxBound

instance Enum a => Enum (Min a) where
  succ (Min x) = Min (succ x)
  pred (Min x) = Min (pred x)
  toEnum n = Min (toEnum n)
  fromEnum (Min x) = fromEnum x
  enumFrom (Min x) = map Min (enumFrom x)
  enumFromThen (Min x) (Min y) = map Min (enumFromThen x y)
  enumFromTo (Min x) (Min y) = map Min (enumFromTo x y)
  enumFromThenTo (Min x) (Min y) (Min z) = map Min (enumFromThenTo x y z)

instance Num a => Num (Min a) where
  Min x + Min y = Min (x + y)
  Min x - Min y = Min (x - y)
  Min x * Min y = Min (x * y)
  negate (Min x) = Min (negate x)
  abs (Min x) = Min (abs x)
  signum (Min x) = Min (signum x)
  fromInteger n = Min (fromInteger n)

instance Ord a => Semigroup (Min a) where
  Min x <> Min y = Min (min x y)
  stimes n x = stimesIdempotent n x

instance (Ord a, Bounded a) => Monoid (Min a) where
  mempty = maxBound

instance Functor Min where
  fmap f (Min x) = Min (f x)

instance Applicative Min where
  pure x = Min x
  Min f <*> Min x = Min (f x)

instance Monad Min where
  Min x >>= k = k x

instance Foldable Min where
  foldr f z (Min x) = f x z

instance Traversable Min where
  traverse f (Min x) = fmap Min (f x)

-- | The greatest.
newtype Max a = Max {getMax :: a}

instance Eq a => Eq (Max a) where
  Max x == Max y = x == y

instance Ord a => Ord (Max a) where
  compare (Max x) (Max y) = compare x y

instance Show a => Show (Max a) where
  showsPrec d (Max x) = showField "Max" "getMax" d x

instance Read a => Read (Max a) where
  readsPrec d = readField "Max" "getMax" Max d

instance Bounded a => Bounded (Max a) where
  minBound = Max minBound
  maxBound = Max maxBound

instance Enum a => Enum (Max a) where
  succ (Max x) = Max (succ x)
  pred (Max x) = Max (pred x)
  toEnum n = Max (toEnum n)
  fromEnum (Max x) = fromEnum x
  enumFrom (Max x) = map Max (enumFrom x)
  enumFromThen (Max x) (Max y) = map Max (enumFromThen x y)
  enumFromTo (Max x) (Max y) = map Max (enumFromTo x y)
  enumFromThenTo (Max x) (Max y) (Max z) = map Max (enumFromThenTo x y z)

instance Num a => Num (Max a) where
  Max x + Max y = Max (x + y)
  Max x - Max y = Max (x - y)
  Max x * Max y = Max (x * y)
  negate (Max x) = Max (negate x)
  abs (Max x) = Max (abs x)
  signum (Max x) = Max (signum x)
  fromInteger n = Max (fromInteger n)

instance Ord a => Semigroup (Max a) where
  Max x <> Max y = Max (max x y)
  stimes n x = stimesIdempotent n x

instance (Ord a, Bounded a) => Monoid (Max a) where
  mempty = minBound

instance Functor Max where
  fmap f (Max x) = Max (f x)

instance Applicative Max where
  pure x = Max x
  Max f <*> Max x = Max (f x)

instance Monad Max where
  Max x >>= k = k x

instance Foldable Max where
  foldr f z (Max x) = f x z

instance Traversable Max where
  traverse f (Max x) = fmap Max (f x)

-- | The leftmost.
newtype First a = First {getFirst :: a}

instance Eq a => Eq (First a) where
  First x == First y = x == y

instance Ord a => Ord (First a) where
  compare (First x) (First y) = compare x y

instance Show a => Show (First a) where
  showsPrec d (First x) = showField "First" "getFirst" d x

instance Read a => Read (First a) where
  readsPrec d = readField "First" "getFirst" First d

instance Bounded a => Bounded (First a) where
  minBound = First minBound
  maxBound = First maxBound

instance Enum a => Enum (First a) where
  succ (First x) = First (succ x)
  pred (First x) = First (pred x)
  toEnum n = First (toEnum n)
  fromEnum (First x) = fromEnum x
  enumFrom (First x) = map First (enumFrom x)
  enumFromThen (First x) (First y) = map First (enumFromThen x y)
  enumFromTo (First x) (First y) = map First (enumFromTo x y)
  enumFromThenTo (First x) (First y) (First z) = map First (enumFromThenTo x y z)

instance Semigroup (First a) where
  x <> _ = x
  stimes n x = stimesIdempotent n x

instance Functor First where
  fmap f (First x) = First (f x)

instance Applicative First where
  pure x = First x
  First f <*> First x = First (f x)

instance Monad First where
  First x >>= k = k x

instance Foldable First where
  foldr f z (First x) = f x z

instance Traversable First where
  traverse f (First x) = fmap First (f x)

-- | The rightmost.
newtype Last a = Last {getLast :: a}

instance Eq a => Eq (Last a) where
  Last x == Last y = x == y

instance Ord a => Ord (Last a) where
  compare (Last x) (Last y) = compare x y

instance Show a => Show (Last a) where
  showsPrec d (Last x) = showField "Last" "getLast" d x

instance Read a => Read (Last a) where
  readsPrec d = readField "Last" "getLast" Last d

instance Bounded a => Bounded (Last a) where
  minBound = Last minBound
  maxBound = Last maxBound

instance Enum a => Enum (Last a) where
  succ (Last x) = Last (succ x)
  pred (Last x) = Last (pred x)
  toEnum n = Last (toEnum n)
  fromEnum (Last x) = fromEnum x
  enumFrom (Last x) = map Last (enumFrom x)
  enumFromThen (Last x) (Last y) = map Last (enumFromThen x y)
  enumFromTo (Last x) (Last y) = map Last (enumFromTo x y)
  enumFromThenTo (Last x) (Last y) (Last z) = map Last (enumFromThenTo x y z)

instance Semigroup (Last a) where
  _ <> y = y
  stimes n x = stimesIdempotent n x

instance Functor Last where
  fmap f (Last x) = Last (f x)

instance Applicative Last where
  pure x = Last x
  Last f <*> Last x = Last (f x)

instance Monad Last where
  Last x >>= k = k x

instance Foldable Last where
  foldr f z (Last x) = f x z

instance Traversable Last where
  traverse f (Last x) = fmap Last (f x)

-- | A monoid as a semigroup.
newtype WrappedMonoid a = WrapMonoid {unwrapMonoid :: a}

instance Eq a => Eq (WrappedMonoid a) where
  WrapMonoid x == WrapMonoid y = x == y

instance Ord a => Ord (WrappedMonoid a) where
  compare (WrapMonoid x) (WrapMonoid y) = compare x y

instance Show a => Show (WrappedMonoid a) where
  showsPrec d (WrapMonoid x) = showField "WrapMonoid" "unwrapMonoid" d x

instance Read a => Read (WrappedMonoid a) where
  readsPrec d = readField "WrapMonoid" "unwrapMonoid" WrapMonoid d

instance Bounded a => Bounded (WrappedMonoid a) where
  minBound = WrapMonoid minBound
  maxBound = WrapMonoid maxBound

instance Enum a => Enum (WrappedMonoid a) where
  succ (WrapMonoid x) = WrapMonoid (succ x)
  pred (WrapMonoid x) = WrapMonoid (pred x)
  toEnum n = WrapMonoid (toEnum n)
  fromEnum (WrapMonoid x) = fromEnum x
  enumFrom (WrapMonoid x) = map WrapMonoid (enumFrom x)
  enumFromThen (WrapMonoid x) (WrapMonoid y) = map WrapMonoid (enumFromThen x y)
  enumFromTo (WrapMonoid x) (WrapMonoid y) = map WrapMonoid (enumFromTo x y)
  enumFromThenTo (WrapMonoid x) (WrapMonoid y) (WrapMonoid z) = map WrapMonoid (enumFromThenTo x y z)

instance Monoid a => Semigroup (WrappedMonoid a) where
  WrapMonoid x <> WrapMonoid y = WrapMonoid (mappend x y)

instance Monoid a => Monoid (WrappedMonoid a) where
  mempty = WrapMonoid mempty

-- | A value compared by its first component alone.
data Arg a b = Arg a b

type ArgMin a b = Min (Arg a b)

type ArgMax a b = Max (Arg a b)

instance Eq a => Eq (Arg a b) where
  Arg x _ == Arg y _ = x == y

instance Ord a => Ord (Arg a b) where
  compare (Arg x _) (Arg y _) = compare x y
  min l@(Arg x _) r@(Arg y _) = if x <= y then l else r
  max l@(Arg x _) r@(Arg y _) = if x >= y then l else r

instance (Show a, Show b) => Show (Arg a b) where
  showsPrec d (Arg x y) = showParen (d > 10) (\s -> "Arg " ++ showsPrec 11 x (' ' : showsPrec 11 y s))

instance Functor (Arg a) where
  fmap f (Arg x y) = Arg x (f y)

instance Foldable (Arg a) where
  foldr f z (Arg _ y) = f y z

instance Traversable (Arg a) where
  traverse f (Arg x y) = fmap (\z -> Arg x z) (f y)

instance Bifunctor Arg where
  bimap f g (Arg x y) = Arg (f x) (g y)

-- | Repeats a value; the empty one for zero.
mtimesDefault :: (Integral b, Monoid a) => b -> a -> a
mtimesDefault n x
  | n == 0 = mempty
  | otherwise = unwrapMonoid (stimes n (WrapMonoid x))

diff :: Semigroup m => m -> Endo m
diff x = Endo (\y -> x <> y)

cycle1 :: Semigroup m => m -> m
cycle1 x = let xs = x <> xs in xs

-- | A semigroup with an element that changes nothing: 'Maybe' by an older name.
newtype Option a = Option {getOption :: Maybe a}

option :: b -> (a -> b) -> Option a -> b
option b f (Option m) = maybe b f m

instance Eq a => Eq (Option a) where
  Option m == Option n = m == n

instance Ord a => Ord (Option a) where
  compare (Option m) (Option n) = compare m n

instance Show a => Show (Option a) where
  showsPrec d (Option m) = showField "Option" "getOption" d m

instance Read a => Read (Option a) where
  readsPrec d = readField "Option" "getOption" Option d

instance Semigroup a => Semigroup (Option a) where
  Option m <> Option n = Option (m <> n)
  stimes n (Option m)
    | n == 0 = mempty
    | n < 0 = errorWithoutStackTrace "stimes: Option, negative multiplier"
    | otherwise = Option (fmap (\x -> stimes n x) m)

instance Semigroup a => Monoid (Option a) where
  mempty = Option Nothing

instance Functor Option where
  fmap f (Option m) = Option (fmap f m)

instance Applicative Option where
  pure x = Option (Just x)
  Option f <*> Option x = Option (f <*> x)

instance Monad Option where
  Option (Just x) >>= k = k x
  _ >>= _ = Option Nothing

instance Alternative Option where
  empty = Option Nothing
  Option Nothing <|> n = n
  m <|> _ = m

instance MonadPlus Option

instance Foldable Option where
  foldr f z (Option m) = foldr f z m

instance Traversable Option where
  traverse f (Option m) = fmap Option (traverse f m)
