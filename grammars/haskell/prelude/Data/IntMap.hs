{-# LANGUAGE NoImplicitPrelude #-}
-- | Maps from machine integers, lazy in their values: maps by other means.
module Data.IntMap
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
import Data.IntMap.Newtypes
import Data.Map (Map)
import qualified Data.Map as M

infixl 9 !, !?, \\

(!) :: IntMap a -> Key -> a
IntMap m ! k = case M.lookup k m of
  Just a -> a
  Nothing -> errorWithoutStackTrace ("IntMap.!: key " ++ show k ++ " is not an element of the map")

(!?) :: IntMap a -> Key -> Maybe a
(IntMap m) !? k = m M.!? k

(\\) :: IntMap a -> IntMap b -> IntMap a
(IntMap m) \\ (IntMap n) = IntMap (m M.\\ n)

adjust :: (a -> a) -> Key -> IntMap a -> IntMap a
adjust f k (IntMap m) = IntMap (M.adjust f k m)

adjustWithKey :: (Key -> a -> a) -> Key -> IntMap a -> IntMap a
adjustWithKey f k (IntMap m) = IntMap (M.adjustWithKey f k m)

alter :: (Maybe a -> Maybe a) -> Key -> IntMap a -> IntMap a
alter f k (IntMap m) = IntMap (M.alter f k m)

alterF :: Functor f => (Maybe a -> f (Maybe a)) -> Key -> IntMap a -> f (IntMap a)
alterF f k (IntMap m) = fmap IntMap (M.alterF f k m)

assocs :: IntMap a -> [(Key, a)]
assocs (IntMap m) = M.assocs m

compose :: IntMap c -> IntMap Int -> IntMap c
compose m n
  | null m = empty
  | otherwise = mapMaybe (\k -> lookup k m) n

delete :: Key -> IntMap a -> IntMap a
delete k (IntMap m) = IntMap (M.delete k m)

deleteFindMax :: IntMap a -> ((Key, a), IntMap a)
deleteFindMax m = case maxViewWithKey m of
  Just view -> view
  Nothing -> errorWithoutStackTrace "deleteFindMax: empty map has no maximal element"

deleteFindMin :: IntMap a -> ((Key, a), IntMap a)
deleteFindMin m = case minViewWithKey m of
  Just view -> view
  Nothing -> errorWithoutStackTrace "deleteFindMin: empty map has no minimal element"

deleteMax :: IntMap a -> IntMap a
deleteMax (IntMap m) = IntMap (M.deleteMax m)

deleteMin :: IntMap a -> IntMap a
deleteMin (IntMap m) = IntMap (M.deleteMin m)

difference :: IntMap a -> IntMap b -> IntMap a
difference (IntMap m) (IntMap n) = IntMap (M.difference m n)

differenceWith :: (a -> b -> Maybe a) -> IntMap a -> IntMap b -> IntMap a
differenceWith f (IntMap m) (IntMap n) = IntMap (M.differenceWith f m n)

differenceWithKey :: (Key -> a -> b -> Maybe a) -> IntMap a -> IntMap b -> IntMap a
differenceWithKey f (IntMap m) (IntMap n) = IntMap (M.differenceWithKey f m n)

disjoint :: IntMap a -> IntMap b -> Bool
disjoint (IntMap m) (IntMap n) = M.disjoint m n

elems :: IntMap a -> [a]
elems (IntMap m) = M.elems m

empty :: IntMap a
empty = IntMap (M.empty)

filter :: (a -> Bool) -> IntMap a -> IntMap a
filter f (IntMap m) = IntMap (M.filter f m)

filterWithKey :: (Key -> a -> Bool) -> IntMap a -> IntMap a
filterWithKey f (IntMap m) = IntMap (M.filterWithKey f m)

findMax :: IntMap a -> (Key, a)
findMax m = case lookupMax m of
  Just entry -> entry
  Nothing -> errorWithoutStackTrace "findMax: empty map has no maximal element"

findMin :: IntMap a -> (Key, a)
findMin m = case lookupMin m of
  Just entry -> entry
  Nothing -> errorWithoutStackTrace "findMin: empty map has no minimal element"

findWithDefault :: a -> Key -> IntMap a -> a
findWithDefault a k (IntMap m) = M.findWithDefault a k m

foldMapWithKey :: Monoid m => (Key -> a -> m) -> IntMap a -> m
foldMapWithKey f (IntMap m) = M.foldMapWithKey f m

foldl :: (a -> b -> a) -> a -> IntMap b -> a
foldl f a (IntMap m) = M.foldl f a m

foldl' :: (a -> b -> a) -> a -> IntMap b -> a
foldl' f a (IntMap m) = M.foldl' f a m

foldlWithKey :: (a -> Key -> b -> a) -> a -> IntMap b -> a
foldlWithKey f a (IntMap m) = M.foldlWithKey f a m

foldlWithKey' :: (a -> Key -> b -> a) -> a -> IntMap b -> a
foldlWithKey' f a (IntMap m) = M.foldlWithKey' f a m

foldr :: (a -> b -> b) -> b -> IntMap a -> b
foldr f a (IntMap m) = M.foldr f a m

foldr' :: (a -> b -> b) -> b -> IntMap a -> b
foldr' f a (IntMap m) = M.foldr' f a m

foldrWithKey :: (Key -> a -> b -> b) -> b -> IntMap a -> b
foldrWithKey f a (IntMap m) = M.foldrWithKey f a m

foldrWithKey' :: (Key -> a -> b -> b) -> b -> IntMap a -> b
foldrWithKey' f a (IntMap m) = M.foldrWithKey' f a m

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

intersection :: IntMap a -> IntMap b -> IntMap a
intersection (IntMap m) (IntMap n) = IntMap (M.intersection m n)

intersectionWith :: (a -> b -> c) -> IntMap a -> IntMap b -> IntMap c
intersectionWith f (IntMap m) (IntMap n) = IntMap (M.intersectionWith f m n)

intersectionWithKey :: (Key -> a -> b -> c) -> IntMap a -> IntMap b -> IntMap c
intersectionWithKey f (IntMap m) (IntMap n) = IntMap (M.intersectionWithKey f m n)

isProperSubmapOf :: Eq a => IntMap a -> IntMap a -> Bool
isProperSubmapOf (IntMap m) (IntMap n) = M.isProperSubmapOf m n

isProperSubmapOfBy :: (a -> b -> Bool) -> IntMap a -> IntMap b -> Bool
isProperSubmapOfBy f (IntMap m) (IntMap n) = M.isProperSubmapOfBy f m n

isSubmapOf :: Eq a => IntMap a -> IntMap a -> Bool
isSubmapOf (IntMap m) (IntMap n) = M.isSubmapOf m n

isSubmapOfBy :: (a -> b -> Bool) -> IntMap a -> IntMap b -> Bool
isSubmapOfBy f (IntMap m) (IntMap n) = M.isSubmapOfBy f m n

keys :: IntMap a -> [Key]
keys (IntMap m) = M.keys m

keysSet :: IntMap a -> IntSet
keysSet (IntMap m) = IntSet (M.keysSet m)

lookup :: Key -> IntMap a -> Maybe a
lookup k (IntMap m) = M.lookup k m

lookupGE :: Key -> IntMap a -> Maybe (Key, a)
lookupGE k (IntMap m) = M.lookupGE k m

lookupGT :: Key -> IntMap a -> Maybe (Key, a)
lookupGT k (IntMap m) = M.lookupGT k m

lookupLE :: Key -> IntMap a -> Maybe (Key, a)
lookupLE k (IntMap m) = M.lookupLE k m

lookupLT :: Key -> IntMap a -> Maybe (Key, a)
lookupLT k (IntMap m) = M.lookupLT k m

lookupMax :: IntMap a -> Maybe (Key, a)
lookupMax (IntMap m) = M.lookupMax m

lookupMin :: IntMap a -> Maybe (Key, a)
lookupMin (IntMap m) = M.lookupMin m

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

mapKeys :: (Key -> Key) -> IntMap a -> IntMap a
mapKeys f (IntMap m) = IntMap (M.mapKeys f m)

mapKeysMonotonic :: (Key -> Key) -> IntMap a -> IntMap a
mapKeysMonotonic f m = mapKeys f m

mapKeysWith :: (a -> a -> a) -> (Key -> Key) -> IntMap a -> IntMap a
mapKeysWith f g (IntMap m) = IntMap (M.mapKeysWith f g m)

mapMaybe :: (a -> Maybe b) -> IntMap a -> IntMap b
mapMaybe f (IntMap m) = IntMap (M.mapMaybe f m)

mapMaybeWithKey :: (Key -> a -> Maybe b) -> IntMap a -> IntMap b
mapMaybeWithKey f (IntMap m) = IntMap (M.mapMaybeWithKey f m)

mapWithKey :: (Key -> a -> b) -> IntMap a -> IntMap b
mapWithKey f (IntMap m) = IntMap (M.mapWithKey f m)

maxView :: IntMap a -> Maybe (a, IntMap a)
maxView (IntMap m) = fmap (\(x, y) -> (x, IntMap y)) (M.maxView m)

maxViewWithKey :: IntMap a -> Maybe ((Key, a), IntMap a)
maxViewWithKey (IntMap m) = fmap (\(x, y) -> (x, IntMap y)) (M.maxViewWithKey m)

member :: Key -> IntMap a -> Bool
member k (IntMap m) = M.member k m

mergeWithKey
  :: (Key -> a -> b -> Maybe c) -> (IntMap a -> IntMap c) -> (IntMap b -> IntMap c) -> IntMap a -> IntMap b -> IntMap c
mergeWithKey f g h (IntMap m) (IntMap n) = IntMap (M.mergeWithKey f (inside g) (inside h) m n)

minView :: IntMap a -> Maybe (a, IntMap a)
minView (IntMap m) = fmap (\(x, y) -> (x, IntMap y)) (M.minView m)

minViewWithKey :: IntMap a -> Maybe ((Key, a), IntMap a)
minViewWithKey (IntMap m) = fmap (\(x, y) -> (x, IntMap y)) (M.minViewWithKey m)

notMember :: Key -> IntMap a -> Bool
notMember k (IntMap m) = M.notMember k m

null :: IntMap a -> Bool
null (IntMap m) = M.null m

partition :: (a -> Bool) -> IntMap a -> (IntMap a, IntMap a)
partition f (IntMap m) = case M.partition f m of
  (x, y) -> (IntMap x, IntMap y)

partitionWithKey :: (Key -> a -> Bool) -> IntMap a -> (IntMap a, IntMap a)
partitionWithKey f (IntMap m) = case M.partitionWithKey f m of
  (x, y) -> (IntMap x, IntMap y)

restrictKeys :: IntMap a -> IntSet -> IntMap a
restrictKeys (IntMap m) (IntSet s) = IntMap (M.restrictKeys m s)

singleton :: Key -> a -> IntMap a
singleton k a = IntMap (M.singleton k a)

size :: IntMap a -> Int
size (IntMap m) = M.size m

split :: Key -> IntMap a -> (IntMap a, IntMap a)
split k (IntMap m) = case M.split k m of
  (x, y) -> (IntMap x, IntMap y)

splitLookup :: Key -> IntMap a -> (IntMap a, Maybe a, IntMap a)
splitLookup k (IntMap m) = case M.splitLookup k m of
  (x, y, z) -> (IntMap x, y, IntMap z)

splitRoot :: IntMap a -> [IntMap a]
splitRoot (IntMap m) = B.map IntMap (M.splitRoot m)

toAscList :: IntMap a -> [(Key, a)]
toAscList (IntMap m) = M.toAscList m

toDescList :: IntMap a -> [(Key, a)]
toDescList (IntMap m) = M.toDescList m

toList :: IntMap a -> [(Key, a)]
toList (IntMap m) = M.toList m

traverseMaybeWithKey :: Applicative f => (Key -> a -> f (Maybe b)) -> IntMap a -> f (IntMap b)
traverseMaybeWithKey f (IntMap m) = fmap IntMap (M.traverseMaybeWithKey f m)

traverseWithKey :: Applicative t => (Key -> a -> t b) -> IntMap a -> t (IntMap b)
traverseWithKey f (IntMap m) = fmap IntMap (M.traverseWithKey f m)

union :: IntMap a -> IntMap a -> IntMap a
union (IntMap m) (IntMap n) = IntMap (M.union m n)

unionWith :: (a -> a -> a) -> IntMap a -> IntMap a -> IntMap a
unionWith f (IntMap m) (IntMap n) = IntMap (M.unionWith f m n)

unionWithKey :: (Key -> a -> a -> a) -> IntMap a -> IntMap a -> IntMap a
unionWithKey f (IntMap m) (IntMap n) = IntMap (M.unionWithKey f m n)

unions :: Foldable f => f (IntMap a) -> IntMap a
unions ms = B.foldl' union empty ms

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

withoutKeys :: IntMap a -> IntSet -> IntMap a
withoutKeys (IntMap m) (IntSet s) = IntMap (M.withoutKeys m s)

-- | A function of wrapped maps on bare ones.
inside :: (IntMap a -> IntMap b) -> Map Int a -> Map Int b
inside f m = case f (IntMap m) of
  IntMap n -> n
