{-# LANGUAGE NoImplicitPrelude, BangPatterns #-}
-- | Immutable arrays: sequences by another index, so that a change costs the logarithm of their size.
module Data.Array
  ( Ix (range, index, inRange, rangeSize), Array, array, listArray, accumArray, (!), bounds, indices, elems, assocs
  , (//), accum, ixmap
  ) where

import Base
import qualified Data.Sequence as S

infixl 9 !, //

data Array i e = MakeArray !(i, i) !(S.Seq e)

instance (Ix i, Eq e) => Eq (Array i e) where
  a == b
    | null a = null b && bounds a == bounds b || null a && null b
    | otherwise = bounds a == bounds b && elems a == elems b

instance (Ix i, Ord e) => Ord (Array i e) where
  compare a b = compare (assocs a) (assocs b)

instance (Ix i, Show i, Show e) => Show (Array i e) where
  showsPrec d a = showParen (d > 9) (\r -> "array " ++ showsPrec 11 (bounds a) (' ' : showsPrec 11 (assocs a) r))

instance Functor (Array i) where
  fmap f (MakeArray b s) = MakeArray b (fmap f s)

instance Foldable (Array i) where
  foldr f z (MakeArray _ s) = foldr f z s
  foldl f z (MakeArray _ s) = foldl f z s
  foldl' f z (MakeArray _ s) = foldl' f z s
  toList (MakeArray _ s) = toList s
  null (MakeArray _ s) = S.null s
  length (MakeArray _ s) = S.length s

instance Ix i => Traversable (Array i) where
  traverse f (MakeArray b s) = fmap (\t -> MakeArray b t) (traverse f s)

-- | An array in which nothing is known yet.
blank :: Ix i => (i, i) -> Array i e
blank b = MakeArray b (S.replicate (rangeSize b) (errorWithoutStackTrace "(Array.!): undefined array element"))

array :: Ix i => (i, i) -> [(i, e)] -> Array i e
array b ies = blank b // ies

listArray :: Ix i => (i, i) -> [e] -> Array i e
listArray b es = case blank b of
  MakeArray _ s ->
    let n = S.length s
        !given = S.fromList (take n es)
     in MakeArray b (given S.>< S.drop (S.length given) s)

accumArray :: Ix i => (e -> a -> e) -> e -> (i, i) -> [(i, a)] -> Array i e
accumArray f z b ies = accum f (MakeArray b (S.replicate (rangeSize b) z)) ies

(!) :: Ix i => Array i e -> i -> e
MakeArray b s ! i = S.index s (index b i)

bounds :: Array i e -> (i, i)
bounds (MakeArray b _) = b

indices :: Ix i => Array i e -> [i]
indices a = range (bounds a)

elems :: Array i e -> [e]
elems a = toList a

assocs :: Ix i => Array i e -> [(i, e)]
assocs a = zip (indices a) (elems a)

(//) :: Ix i => Array i e -> [(i, e)] -> Array i e
MakeArray b s // ies = MakeArray b (listFoldl' (\t (i, e) -> S.update (index b i) e t) s ies)

-- | Each result is evaluated.
accum :: Ix i => (e -> a -> e) -> Array i e -> [(i, a)] -> Array i e
accum f (MakeArray b s) ies = MakeArray b (listFoldl' (\t (i, a) -> S.adjust' (\e -> f e a) (index b i) t) s ies)

ixmap :: (Ix i, Ix j) => (i, i) -> (i -> j) -> Array j e -> Array i e
ixmap b f a = listArray b (map (\i -> a ! f i) (range b))
