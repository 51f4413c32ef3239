{-# LANGUAGE NoImplicitPrelude #-}
-- | Sets of machine integers: sets by other means.
module Data.IntSet
  ( IntSet, Key
  , (\\), alterF, delete, deleteFindMax, deleteFindMin, deleteMax, deleteMin, difference, disjoint, elems
  , empty, filter, findMax, findMin, fold, foldl, foldl', foldr, foldr', fromAscList, fromDistinctAscList
  , fromList, insert, intersection, isProperSubsetOf, isSubsetOf, lookupGE, lookupGT, lookupLE, lookupLT
  , map, mapMonotonic, maxView, member, minView, notMember, null, partition, singleton, size, split
  , splitMember, splitRoot, toAscList, toDescList, toList, union, unions
  ) where

import Base hiding (drop, empty, filter, fold, foldl, foldl', foldr, foldr', lookup, map, null, splitAt, take, toList)
import qualified Base as B
import Data.IntMap.Newtypes
import qualified Data.Set as S

infixl 9 \\

(\\) :: IntSet -> IntSet -> IntSet
(IntSet s) \\ (IntSet t) = IntSet (s S.\\ t)

alterF :: Functor f => (Bool -> f Bool) -> Key -> IntSet -> f IntSet
alterF f k (IntSet s) = fmap IntSet (S.alterF f k s)

delete :: Key -> IntSet -> IntSet
delete k (IntSet s) = IntSet (S.delete k s)

deleteFindMax :: IntSet -> (Key, IntSet)
deleteFindMax s = case maxView s of
  Just view -> view
  Nothing -> errorWithoutStackTrace "deleteFindMax: empty set has no maximal element"

deleteFindMin :: IntSet -> (Key, IntSet)
deleteFindMin s = case minView s of
  Just view -> view
  Nothing -> errorWithoutStackTrace "deleteFindMin: empty set has no minimal element"

deleteMax :: IntSet -> IntSet
deleteMax (IntSet s) = IntSet (S.deleteMax s)

deleteMin :: IntSet -> IntSet
deleteMin (IntSet s) = IntSet (S.deleteMin s)

difference :: IntSet -> IntSet -> IntSet
difference (IntSet s) (IntSet t) = IntSet (S.difference s t)

disjoint :: IntSet -> IntSet -> Bool
disjoint (IntSet s) (IntSet t) = S.disjoint s t

elems :: IntSet -> [Key]
elems (IntSet s) = S.elems s

empty :: IntSet
empty = IntSet (S.empty)

filter :: (Key -> Bool) -> IntSet -> IntSet
filter f (IntSet s) = IntSet (S.filter f s)

findMax :: IntSet -> Key
findMax (IntSet s) = case S.lookupMax s of
  Just k -> k
  Nothing -> errorWithoutStackTrace "findMax: empty set has no maximal element"

findMin :: IntSet -> Key
findMin (IntSet s) = case S.lookupMin s of
  Just k -> k
  Nothing -> errorWithoutStackTrace "findMin: empty set has no minimal element"

fold :: (Key -> b -> b) -> b -> IntSet -> b
fold f a (IntSet s) = S.fold f a s

foldl :: (a -> Key -> a) -> a -> IntSet -> a
foldl f a (IntSet s) = S.foldl f a s

foldl' :: (a -> Key -> a) -> a -> IntSet -> a
foldl' f a (IntSet s) = S.foldl' f a s

foldr :: (Key -> b -> b) -> b -> IntSet -> b
foldr f a (IntSet s) = S.foldr f a s

foldr' :: (Key -> b -> b) -> b -> IntSet -> b
foldr' f a (IntSet s) = S.foldr' f a s

fromAscList :: [Key] -> IntSet
fromAscList ks = fromList ks

fromDistinctAscList :: [Key] -> IntSet
fromDistinctAscList ks = fromList ks

fromList :: [Key] -> IntSet
fromList xs = IntSet (S.fromList xs)

insert :: Key -> IntSet -> IntSet
insert k (IntSet s) = IntSet (S.insert k s)

intersection :: IntSet -> IntSet -> IntSet
intersection (IntSet s) (IntSet t) = IntSet (S.intersection s t)

isProperSubsetOf :: IntSet -> IntSet -> Bool
isProperSubsetOf (IntSet s) (IntSet t) = S.isProperSubsetOf s t

isSubsetOf :: IntSet -> IntSet -> Bool
isSubsetOf (IntSet s) (IntSet t) = S.isSubsetOf s t

lookupGE :: Key -> IntSet -> Maybe Key
lookupGE k (IntSet s) = S.lookupGE k s

lookupGT :: Key -> IntSet -> Maybe Key
lookupGT k (IntSet s) = S.lookupGT k s

lookupLE :: Key -> IntSet -> Maybe Key
lookupLE k (IntSet s) = S.lookupLE k s

lookupLT :: Key -> IntSet -> Maybe Key
lookupLT k (IntSet s) = S.lookupLT k s

map :: (Key -> Key) -> IntSet -> IntSet
map f (IntSet s) = IntSet (S.map f s)

mapMonotonic :: (Key -> Key) -> IntSet -> IntSet
mapMonotonic f s = map f s

maxView :: IntSet -> Maybe (Key, IntSet)
maxView (IntSet s) = fmap (\(x, y) -> (x, IntSet y)) (S.maxView s)

member :: Key -> IntSet -> Bool
member k (IntSet s) = S.member k s

minView :: IntSet -> Maybe (Key, IntSet)
minView (IntSet s) = fmap (\(x, y) -> (x, IntSet y)) (S.minView s)

notMember :: Key -> IntSet -> Bool
notMember k (IntSet s) = S.notMember k s

null :: IntSet -> Bool
null (IntSet s) = S.null s

partition :: (Key -> Bool) -> IntSet -> (IntSet, IntSet)
partition f (IntSet s) = case S.partition f s of
  (x, y) -> (IntSet x, IntSet y)

singleton :: Key -> IntSet
singleton k = IntSet (S.singleton k)

size :: IntSet -> Int
size (IntSet s) = S.size s

split :: Key -> IntSet -> (IntSet, IntSet)
split k (IntSet s) = case S.split k s of
  (x, y) -> (IntSet x, IntSet y)

splitMember :: Key -> IntSet -> (IntSet, Bool, IntSet)
splitMember k (IntSet s) = case S.splitMember k s of
  (x, y, z) -> (IntSet x, y, IntSet z)

splitRoot :: IntSet -> [IntSet]
splitRoot (IntSet s) = B.map IntSet (S.splitRoot s)

toAscList :: IntSet -> [Key]
toAscList (IntSet s) = S.toAscList s

toDescList :: IntSet -> [Key]
toDescList (IntSet s) = S.toDescList s

toList :: IntSet -> [Key]
toList (IntSet s) = S.toList s

union :: IntSet -> IntSet -> IntSet
union (IntSet s) (IntSet t) = IntSet (S.union s t)

unions :: Foldable f => f IntSet -> IntSet
unions ss = B.foldl' union empty ss
