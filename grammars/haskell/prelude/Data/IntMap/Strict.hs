{-# LANGUAGE NoImplicitPrelude #-}
-- | Maps from machine integers that evaluate every value before they store it.
module Data.IntMap.Strict
  ( IntMap, Key
  , (!), (!?), (\\), adjust, adjustWithKey, alter, alterF, assocs, compose, delete, deleteFindMax
  , deleteFindMin, deleteMax, deleteMin, difference, differenceWith, differenceWithKey, disjoint, elems
  , empty, filter, filterWithKey, findMax, findMin, findWithDefault, foldMapWithKey, foldl, foldl'
  , foldlWithKey, foldlWithKey', foldr, foldr', foldrWithKey, foldrWithKey', fromAscList, fromAscListWith
  , fromAscListWithKey, fromDistinctAscList, fromList, fromListWith, fromListWithKey, fromSet, insert
  , insertLookupWithKey, insertWith, insertWithKey, intersection, intersectionWith, intersectionWithKey
  , isProperSubmapOf, isProperSubmapOfBy, isSubmapOf, isSubmapOfBy, keys, keysSet, lookup, lookupGE
  , lookupGT, lookupLE, lookupLT, lookupMax, lookupMin, map, mapAccum, mapAccumRWithKey, mapAccumWithKey
  , mapEither, mapEitherWithKey, mapKeys, mapKeysMonotonic, mapKeysWith, mapMaybe, mapMaybeWithKey
  , mapWithKey, maxView, maxViewWithKey, member, mergeWithKey, minView, minViewWithKey, notMember, null
  , partition, partitionWithKey, restrictKeys, singleton, size, split, splitLookup, splitRoot, toAscList
  , toDescList, toList, traverseMaybeWithKey, traverseWithKey, union, unionWith, unionWithKey, unions
  , unionsWith, update, updateLookupWithKey, updateMax, updateMaxWithKey, updateMin, updateMinWithKey
  , updateWithKey, withoutKeys
  ) where

import Base hiding (drop, empty, filter, fold, foldl, foldl', foldr, foldr', lookup, map, null, splitAt, take, toList)
import qualified Base as B
import Data.IntMap
  ( (!), (!?), (\\), assocs, compose, delete, deleteFindMax, deleteFindMin, deleteMax, deleteMin
  , difference, disjoint, elems, empty, filter, filterWithKey, findMax, findMin, foldMapWithKey, foldl
  , foldl', foldlWithKey, foldlWithKey', foldr, foldr', foldrWithKey, foldrWithKey', intersection
  , isProperSubmapOf, isProperSubmapOfBy, isSubmapOf, isSubmapOfBy, keys, keysSet, lookup, lookupGE
  , lookupGT, lookupLE, lookupLT, lookupMax, lookupMin, mapKeys, mapKeysMonotonic, maxView, maxViewWithKey
  , member, minView, minViewWithKey, notMember, null, partition, partitionWithKey, restrictKeys, size
  , split, splitLookup, splitRoot, toAscList, toDescList, toList, union, unions, withoutKeys
  )
import Data.IntMap.Newtypes
import Data.Map (Map)
import qualified Data.Map.Strict as M

adjust :: (a -> a) -> Key -> IntMap a -> IntMap a
adjust f k (IntMap m) = IntMap (M.adjust f k m)

adjustWithKey :: (Key -> a -> a) -> Key -> IntMap a -> IntMap a
adjustWithKey f k (IntMap m) = IntMap (M.adjustWithKey f k m)

alter :: (Maybe a -> Maybe a) -> Key -> IntMap a -> IntMap a
alter f k (IntMap m) = IntMap (M.alter f k m)

alterF :: Functor f => (Maybe a -> f (Maybe a)) -> Key -> IntMap a -> f (IntMap a)
alterF f k (IntMap m) = fmap IntMap (M.alterF f k m)

differenceWith :: (a -> b -> Maybe a) -> IntMap a -> IntMap b -> IntMap a
differenceWith f (IntMap m) (IntMap n) = IntMap (M.differenceWith f m n)

differenceWithKey :: (Key -> a -> b -> Maybe a) -> IntMap a -> IntMap b -> IntMap a
differenceWithKey f (IntMap m) (IntMap n) = IntMap (M.differenceWithKey f m n)

findWithDefault :: a -> Key -> IntMap a -> a
findWithDefault a k (IntMap m) = M.findWithDefault a k m

fromAscList :: [(Key, a)] -> IntMap a
fromAscList xs = fromList xs

fromAscListWith :: (a -> a -> a) -> [(Key, a)] -> IntMap a
fromAscListWith f xs = fromListWith f xs

fromAscListWithKey :: (Key -> a -> a -> a) -> [(Key, a)] -> IntMap a
fromAscListWithKey f xs = fromListWithKey f xs

fromDistinctAscList :: [(Key, a)] -> IntMap a
fromDistinctAscList xs = fromList xs

fromList :: [(Key, a)] -> IntMap a
fromList xs = IntMap (M.fromList xs)

fromListWith :: (a -> a -> a) -> [(Key, a)] -> IntMap a
fromListWith f xs = IntMap (M.fromListWith f xs)

fromListWithKey :: (Key -> a -> a -> a) -> [(Key, a)] -> IntMap a
fromListWithKey f xs = IntMap (M.fromListWithKey f xs)

fromSet :: (Key -> a) -> IntSet -> IntMap a
fromSet f (IntSet s) = IntMap (M.fromSet f s)

insert :: Key -> a -> IntMap a -> IntMap a
insert k a (IntMap m) = IntMap (M.insert k a m)

insertLookupWithKey :: (Key -> a -> a -> a) -> Key -> a -> IntMap a -> (Maybe a, IntMap a)
insertLookupWithKey f k a (IntMap m) = case M.insertLookupWithKey f k a m of
  (x, y) -> (x, IntMap y)

insertWith :: (a -> a -> a) -> Key -> a -> IntMap a -> IntMap a
insertWith f k a (IntMap m) = IntMap (M.insertWith f k a m)

insertWithKey :: (Key -> a -> a -> a) -> Key -> a -> IntMap a -> IntMap a
insertWithKey f k a (IntMap m) = IntMap (M.insertWithKey f k a m)

intersectionWith :: (a -> b -> c) -> IntMap a -> IntMap b -> IntMap c
intersectionWith f (IntMap m) (IntMap n) = IntMap (M.intersectionWith f m n)

intersectionWithKey :: (Key -> a -> b -> c) -> IntMap a -> IntMap b -> IntMap c
intersectionWithKey f (IntMap m) (IntMap n) = IntMap (M.intersectionWithKey f m n)

map :: (a -> b) -> IntMap a -> IntMap b
map f (IntMap m) = IntMap (M.map f m)

mapAccum :: (a -> b -> (a, c)) -> a -> IntMap b -> (a, IntMap c)
mapAccum f a (IntMap m) = case M.mapAccum f a m of
  (x, y) -> (x, IntMap y)

mapAccumRWithKey :: (a -> Key -> b -> (a, c)) -> a -> IntMap b -> (a, IntMap c)
mapAccumRWithKey f a (IntMap m) = case M.mapAccumRWithKey f a m of
  (x, y) -> (x, IntMap y)

mapAccumWithKey :: (a -> Key -> b -> (a, c)) -> a -> IntMap b -> (a, IntMap c)
mapAccumWithKey f a (IntMap m) = case M.mapAccumWithKey f a m of
  (x, y) -> (x, IntMap y)

mapEither :: (a -> Either b c) -> IntMap a -> (IntMap b, IntMap c)
mapEither f (IntMap m) = case M.mapEither f m of
  (x, y) -> (IntMap x, IntMap y)

mapEitherWithKey :: (Key -> a -> Either b c) -> IntMap a -> (IntMap b, IntMap c)
mapEitherWithKey f (IntMap m) = case M.mapEitherWithKey f m of
  (x, y) -> (IntMap x, IntMap y)

mapKeysWith :: (a -> a -> a) -> (Key -> Key) -> IntMap a -> IntMap a
mapKeysWith f g (IntMap m) = IntMap (M.mapKeysWith f g m)

mapMaybe :: (a -> Maybe b) -> IntMap a -> IntMap b
mapMaybe f (IntMap m) = IntMap (M.mapMaybe f m)

mapMaybeWithKey :: (Key -> a -> Maybe b) -> IntMap a -> IntMap b
mapMaybeWithKey f (IntMap m) = IntMap (M.mapMaybeWithKey f m)

mapWithKey :: (Key -> a -> b) -> IntMap a -> IntMap b
mapWithKey f (IntMap m) = IntMap (M.mapWithKey f m)

mergeWithKey
  :: (Key -> a -> b -> Maybe c) -> (IntMap a -> IntMap c) -> (IntMap b -> IntMap c) -> IntMap a -> IntMap b -> IntMap c
mergeWithKey f g h (IntMap m) (IntMap n) = IntMap (M.mergeWithKey (\k a b -> evaluated (f k a b)) (inside g) (inside h) m n)

-- | Evaluated with what is in it.
evaluated :: Maybe a -> Maybe a
evaluated m = case m of
  Just a -> a `seq` m
  Nothing -> m

singleton :: Key -> a -> IntMap a
singleton k a = IntMap (M.singleton k a)

traverseMaybeWithKey :: Applicative f => (Key -> a -> f (Maybe b)) -> IntMap a -> f (IntMap b)
traverseMaybeWithKey f (IntMap m) = fmap IntMap (M.traverseMaybeWithKey f m)

traverseWithKey :: Applicative t => (Key -> a -> t b) -> IntMap a -> t (IntMap b)
traverseWithKey f (IntMap m) = fmap IntMap (M.traverseWithKey f m)

unionWith :: (a -> a -> a) -> IntMap a -> IntMap a -> IntMap a
unionWith f (IntMap m) (IntMap n) = IntMap (M.unionWith f m n)

unionWithKey :: (Key -> a -> a -> a) -> IntMap a -> IntMap a -> IntMap a
unionWithKey f (IntMap m) (IntMap n) = IntMap (M.unionWithKey f m n)

unionsWith :: Foldable f => (a -> a -> a) -> f (IntMap a) -> IntMap a
unionsWith f ms = B.foldl' (unionWith f) empty ms

update :: (a -> Maybe a) -> Key -> IntMap a -> IntMap a
update f k (IntMap m) = IntMap (M.update f k m)

-- | With the value from before, also where it was updated.
updateLookupWithKey :: (Key -> a -> Maybe a) -> Key -> IntMap a -> (Maybe a, IntMap a)
updateLookupWithKey f k m = case lookup k m of
  Nothing -> (Nothing, m)
  found -> (found, updateWithKey f k m)

updateMax :: (a -> Maybe a) -> IntMap a -> IntMap a
updateMax f m = updateMaxWithKey (\_ a -> f a) m

updateMaxWithKey :: (Key -> a -> Maybe a) -> IntMap a -> IntMap a
updateMaxWithKey f (IntMap m)
  | B.null m = errorWithoutStackTrace "updateMaxWithKey Nil"
  | otherwise = IntMap (M.updateMaxWithKey f m)

updateMin :: (a -> Maybe a) -> IntMap a -> IntMap a
updateMin f m = updateMinWithKey (\_ a -> f a) m

updateMinWithKey :: (Key -> a -> Maybe a) -> IntMap a -> IntMap a
updateMinWithKey f (IntMap m)
  | B.null m = errorWithoutStackTrace "updateMinWithKey Nil"
  | otherwise = IntMap (M.updateMinWithKey f m)

updateWithKey :: (Key -> a -> Maybe a) -> Key -> IntMap a -> IntMap a
updateWithKey f k (IntMap m) = IntMap (M.updateWithKey f k m)

-- | A function of wrapped maps on bare ones.
inside :: (IntMap a -> IntMap b) -> Map Int a -> Map Int b
inside f m = case f (IntMap m) of
  IntMap n -> n
