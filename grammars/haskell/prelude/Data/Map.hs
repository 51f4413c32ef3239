{-# LANGUAGE NoImplicitPrelude, BangPatterns #-}
-- | Maps as weight-balanced trees (Adams 1993; the balance parameters 3 and 2 are those of Hirai and Yamamoto 2011),
-- lazy in their values.
module Data.Map
  ( Map
  , empty, singleton, fromSet, fromList, fromListWith, fromListWithKey
  , fromAscList, fromAscListWith, fromAscListWithKey, fromDistinctAscList
  , fromDescList, fromDescListWith, fromDescListWithKey, fromDistinctDescList
  , insert, insertWith, insertWithKey, insertLookupWithKey
  , delete, adjust, adjustWithKey, update, updateWithKey, updateLookupWithKey, alter, alterF
  , lookup, (!?), (!), findWithDefault, member, notMember, lookupLT, lookupGT, lookupLE, lookupGE, null, size
  , union, unionWith, unionWithKey, unions, unionsWith
  , difference, (\\), differenceWith, differenceWithKey, intersection, intersectionWith, intersectionWithKey
  , disjoint, compose, mergeWithKey
  , map, mapWithKey, traverseWithKey, traverseMaybeWithKey, mapAccum, mapAccumWithKey, mapAccumRWithKey
  , mapKeys, mapKeysWith, mapKeysMonotonic
  , foldr, foldl, foldrWithKey, foldlWithKey, foldMapWithKey, foldr', foldl', foldrWithKey', foldlWithKey'
  , elems, keys, assocs, keysSet, toList, toAscList, toDescList
  , filter, filterWithKey, restrictKeys, withoutKeys, partition, partitionWithKey
  , takeWhileAntitone, dropWhileAntitone, spanAntitone
  , mapMaybe, mapMaybeWithKey, mapEither, mapEitherWithKey, split, splitLookup, splitRoot
  , isSubmapOf, isSubmapOfBy, isProperSubmapOf, isProperSubmapOfBy
  , lookupIndex, findIndex, elemAt, updateAt, deleteAt, take, drop, splitAt
  , lookupMin, lookupMax, findMin, findMax, deleteMin, deleteMax, deleteFindMin, deleteFindMax
  , updateMin, updateMax, updateMinWithKey, updateMaxWithKey
  , minView, maxView, minViewWithKey, maxViewWithKey, valid
  ) where

import Base hiding (drop, empty, filter, foldl, foldl', foldr, foldr', lookup, map, null, splitAt, take, toList)
import qualified Base as B
import Data.Map.Tree
import Data.Set (Set)
import qualified Data.Set as Set

infixl 9 !, !?, \\

-- Construction.

empty :: Map k a
empty = Tip

fromSet :: (k -> a) -> Set k -> Map k a
fromSet f s = fromDistinctAscList (B.map (\k -> (k, f k)) (Set.toAscList s))

fromList :: Ord k => [(k, a)] -> Map k a
fromList xs = case ascendingPrefix xs of
  (ys, rest) -> B.foldl' (\t (k, a) -> insert k a t) (fromDistinctAscList ys) rest

fromListWith :: Ord k => (a -> a -> a) -> [(k, a)] -> Map k a
fromListWith f xs = B.foldl' (\t (k, a) -> insertWith f k a t) Tip xs

fromListWithKey :: Ord k => (k -> a -> a -> a) -> [(k, a)] -> Map k a
fromListWithKey f xs = B.foldl' (\t (k, a) -> insertWithKey f k a t) Tip xs

fromAscList :: Eq k => [(k, a)] -> Map k a
fromAscList xs = fromAscListWithKey (\_ x _ -> x) xs

fromAscListWith :: Eq k => (a -> a -> a) -> [(k, a)] -> Map k a
fromAscListWith f xs = fromAscListWithKey (\_ x y -> f x y) xs

fromAscListWithKey :: Eq k => (k -> a -> a -> a) -> [(k, a)] -> Map k a
fromAscListWithKey f xs = fromDistinctAscList (combineRepeats f xs)

fromDescList :: Eq k => [(k, a)] -> Map k a
fromDescList xs = fromDescListWithKey (\_ x _ -> x) xs

fromDescListWith :: Eq k => (a -> a -> a) -> [(k, a)] -> Map k a
fromDescListWith f xs = fromDescListWithKey (\_ x y -> f x y) xs

fromDescListWithKey :: Eq k => (k -> a -> a -> a) -> [(k, a)] -> Map k a
fromDescListWithKey f xs = fromDistinctDescList (combineRepeats f xs)

-- | Equal neighbours combined, the later value first.
combineRepeats :: Eq k => (k -> a -> a -> a) -> [(k, a)] -> [(k, a)]
combineRepeats f ((k, a) : (k', b) : rest)
  | k == k' = combineRepeats f ((k, f k b a) : rest)
  | otherwise = (k, a) : combineRepeats f ((k', b) : rest)
combineRepeats _ xs = xs

-- Insertion, deletion, update.

insert :: Ord k => k -> a -> Map k a -> Map k a
insert !k a Tip = Bin 1 k a Tip Tip
insert !k a (Bin s j b l r) = case compare k j of
  LT -> balance j b (insert k a l) r
  GT -> balance j b l (insert k a r)
  EQ -> Bin s k a l r

insertWith :: Ord k => (a -> a -> a) -> k -> a -> Map k a -> Map k a
insertWith _ !k a Tip = Bin 1 k a Tip Tip
insertWith f !k a (Bin s j b l r) = case compare k j of
  LT -> balance j b (insertWith f k a l) r
  GT -> balance j b l (insertWith f k a r)
  EQ -> Bin s k (f a b) l r

insertWithKey :: Ord k => (k -> a -> a -> a) -> k -> a -> Map k a -> Map k a
insertWithKey f k a m = insertWith (f k) k a m

insertLookupWithKey :: Ord k => (k -> a -> a -> a) -> k -> a -> Map k a -> (Maybe a, Map k a)
insertLookupWithKey f k a m =
  let !m' = insertWithKey f k a m
   in (lookup k m, m')

adjust :: Ord k => (a -> a) -> k -> Map k a -> Map k a
adjust _ !_ Tip = Tip
adjust f !k (Bin s j b l r) = case compare k j of
  LT -> Bin s j b (adjust f k l) r
  GT -> Bin s j b l (adjust f k r)
  EQ -> Bin s j (f b) l r

adjustWithKey :: Ord k => (k -> a -> a) -> k -> Map k a -> Map k a
adjustWithKey _ !_ Tip = Tip
adjustWithKey f !k (Bin s j b l r) = case compare k j of
  LT -> Bin s j b (adjustWithKey f k l) r
  GT -> Bin s j b l (adjustWithKey f k r)
  EQ -> Bin s j (f j b) l r

update :: Ord k => (a -> Maybe a) -> k -> Map k a -> Map k a
update f k m = updateWithKey (\_ x -> f x) k m

updateWithKey :: Ord k => (k -> a -> Maybe a) -> k -> Map k a -> Map k a
updateWithKey _ !_ Tip = Tip
updateWithKey f !k (Bin s j b l r) = case compare k j of
  LT -> balance j b (updateWithKey f k l) r
  GT -> balance j b l (updateWithKey f k r)
  EQ -> case f j b of
    Just b' -> Bin s j b' l r
    Nothing -> glue l r

-- | The new value if there is one, else the old one.
updateLookupWithKey :: Ord k => (k -> a -> Maybe a) -> k -> Map k a -> (Maybe a, Map k a)
updateLookupWithKey f k m = case lookup k m of
  Nothing -> (Nothing, m)
  Just a -> case f k a of
    Nothing -> (Just a, delete k m)
    Just a' -> (Just a', adjust (\_ -> a') k m)

alter :: Ord k => (Maybe a -> Maybe a) -> k -> Map k a -> Map k a
alter f !k Tip = case f Nothing of
  Nothing -> Tip
  Just a -> singleton k a
alter f !k (Bin s j b l r) = case compare k j of
  LT -> balance j b (alter f k l) r
  GT -> balance j b l (alter f k r)
  EQ -> case f (Just b) of
    Just b' -> Bin s j b' l r
    Nothing -> glue l r

alterF :: (Ord k, Functor f) => (Maybe a -> f (Maybe a)) -> k -> Map k a -> f (Map k a)
alterF f k m =
  let old = lookup k m
      change Nothing = case old of
        Nothing -> m
        Just _ -> delete k m
      change (Just a) = insert k a m
   in fmap change (f old)

-- Query.

(!?) :: Ord k => Map k a -> k -> Maybe a
m !? k = lookup k m

(!) :: Ord k => Map k a -> k -> a
m ! k = case lookup k m of
  Just a -> a
  Nothing -> error "Map.!: given key is not an element in the map"

findWithDefault :: Ord k => a -> k -> Map k a -> a
findWithDefault d k m = case lookup k m of
  Just a -> a
  Nothing -> d

-- Combination.

unionWith :: Ord k => (a -> a -> a) -> Map k a -> Map k a -> Map k a
unionWith f l r = unionWithKey (\_ x y -> f x y) l r

unionWithKey :: Ord k => (k -> a -> a -> a) -> Map k a -> Map k a -> Map k a
unionWithKey _ m Tip = m
unionWithKey _ Tip m = m
unionWithKey f (Bin _ k a l r) m = case splitLookup k m of
  (ml, found, mr) ->
    let !l' = unionWithKey f l ml
        !r' = unionWithKey f r mr
     in case found of
          Nothing -> link k a l' r'
          Just b -> link k (f k a b) l' r'

unionsWith :: (Foldable f, Ord k) => (a -> a -> a) -> f (Map k a) -> Map k a
unionsWith f ms = B.foldl' (unionWith f) Tip ms

(\\) :: Ord k => Map k a -> Map k b -> Map k a
l \\ r = difference l r

differenceWith :: Ord k => (a -> b -> Maybe a) -> Map k a -> Map k b -> Map k a
differenceWith f l r = differenceWithKey (\_ a b -> f a b) l r

differenceWithKey :: Ord k => (k -> a -> b -> Maybe a) -> Map k a -> Map k b -> Map k a
differenceWithKey f l r =
  mapMaybeWithKey
    ( \k a -> case lookup k r of
        Nothing -> Just a
        Just b -> f k a b
    )
    l

intersectionWith :: Ord k => (a -> b -> c) -> Map k a -> Map k b -> Map k c
intersectionWith f l r = intersectionWithKey (\_ x y -> f x y) l r

intersectionWithKey :: Ord k => (k -> a -> b -> c) -> Map k a -> Map k b -> Map k c
intersectionWithKey _ Tip _ = Tip
intersectionWithKey _ _ Tip = Tip
intersectionWithKey f (Bin _ k a l r) m = case splitLookup k m of
  (ml, found, mr) ->
    let !l' = intersectionWithKey f l ml
        !r' = intersectionWithKey f r mr
     in case found of
          Just b -> link k (f k a b) l' r'
          Nothing -> linkTrees l' r'

compose :: Ord b => Map b c -> Map a b -> Map a c
compose bc ab
  | null bc = Tip
  | otherwise = mapMaybe (\b -> lookup b bc) ab

mergeWithKey
  :: Ord k => (k -> a -> b -> Maybe c) -> (Map k a -> Map k c) -> (Map k b -> Map k c) -> Map k a -> Map k b -> Map k c
mergeWithKey f onlyLeft onlyRight = go
  where
    go Tip r = onlyRight r
    go l Tip = onlyLeft l
    go (Bin _ k a l r) m = case splitLookup k m of
      (ml, found, mr) ->
        let !l' = go l ml
            !r' = go r mr
         in case found of
              Nothing -> case onlyLeft (singleton k a) of
                Tip -> linkTrees l' r'
                Bin _ _ c Tip Tip -> link k c l' r'
                _ -> error "mergeWithKey: Given function only1 does not fulfill required conditions (see documentation)"
              Just b -> case f k a b of
                Nothing -> linkTrees l' r'
                Just c -> link k c l' r'

-- Maps.

map :: (a -> b) -> Map k a -> Map k b
map f m = fmap f m

mapWithKey :: (k -> a -> b) -> Map k a -> Map k b
mapWithKey _ Tip = Tip
mapWithKey f (Bin s k a l r) = Bin s k (f k a) (mapWithKey f l) (mapWithKey f r)

traverseMaybeWithKey :: Applicative f => (k -> a -> f (Maybe b)) -> Map k a -> f (Map k b)
traverseMaybeWithKey _ Tip = pure Tip
traverseMaybeWithKey f (Bin _ k a l r) =
  let combine l' found r' = case found of
        Nothing -> linkTrees l' r'
        Just b -> link k b l' r'
   in liftA3 combine (traverseMaybeWithKey f l) (f k a) (traverseMaybeWithKey f r)

mapAccum :: (a -> b -> (a, c)) -> a -> Map k b -> (a, Map k c)
mapAccum f acc m = mapAccumWithKey (\s _ x -> f s x) acc m

mapAccumWithKey :: (a -> k -> b -> (a, c)) -> a -> Map k b -> (a, Map k c)
mapAccumWithKey _ acc Tip = (acc, Tip)
mapAccumWithKey f acc (Bin s k b l r) =
  let left = mapAccumWithKey f acc l
      here = f (fst left) k b
      right = mapAccumWithKey f (fst here) r
   in (fst right, Bin s k (snd here) (snd left) (snd right))

mapAccumRWithKey :: (a -> k -> b -> (a, c)) -> a -> Map k b -> (a, Map k c)
mapAccumRWithKey _ acc Tip = (acc, Tip)
mapAccumRWithKey f acc (Bin s k b l r) =
  let right = mapAccumRWithKey f acc r
      here = f (fst right) k b
      left = mapAccumRWithKey f (fst here) l
   in (fst left, Bin s k (snd here) (snd left) (snd right))

mapKeys :: Ord k2 => (k1 -> k2) -> Map k1 a -> Map k2 a
mapKeys f m = fromList (foldrWithKey (\k a rest -> (f k, a) : rest) [] m)

mapKeysWith :: Ord k2 => (a -> a -> a) -> (k1 -> k2) -> Map k1 a -> Map k2 a
mapKeysWith c f m = fromListWith c (foldrWithKey (\k a rest -> (f k, a) : rest) [] m)

-- Filters.

mapMaybe :: (a -> Maybe b) -> Map k a -> Map k b
mapMaybe f m = mapMaybeWithKey (\_ x -> f x) m

mapMaybeWithKey :: (k -> a -> Maybe b) -> Map k a -> Map k b
mapMaybeWithKey _ Tip = Tip
mapMaybeWithKey f (Bin _ k a l r) = case f k a of
  Just b -> link k b (mapMaybeWithKey f l) (mapMaybeWithKey f r)
  Nothing -> linkTrees (mapMaybeWithKey f l) (mapMaybeWithKey f r)

mapEither :: (a -> Either b c) -> Map k a -> (Map k b, Map k c)
mapEither f m = mapEitherWithKey (\_ x -> f x) m

mapEitherWithKey :: (k -> a -> Either b c) -> Map k a -> (Map k b, Map k c)
mapEitherWithKey _ Tip = (Tip, Tip)
mapEitherWithKey f (Bin _ k a l r) = case mapEitherWithKey f l of
  (l1, l2) -> case mapEitherWithKey f r of
    (r1, r2) -> case f k a of
      Left b -> let !m = link k b l1 r1 in (m, linkTrees l2 r2)
      Right c -> let !m = link k c l2 r2 in (linkTrees l1 r1, m)

-- Submaps.

isSubmapOf :: (Ord k, Eq a) => Map k a -> Map k a -> Bool
isSubmapOf l r = isSubmapOfBy (==) l r

isSubmapOfBy :: Ord k => (a -> b -> Bool) -> Map k a -> Map k b -> Bool
isSubmapOfBy f l r =
  size l <= size r
    && all
      ( \(k, a) -> case lookup k r of
          Nothing -> False
          Just b -> f a b
      )
      (toAscList l)

isProperSubmapOf :: (Ord k, Eq a) => Map k a -> Map k a -> Bool
isProperSubmapOf l r = isProperSubmapOfBy (==) l r

isProperSubmapOfBy :: Ord k => (a -> b -> Bool) -> Map k a -> Map k b -> Bool
isProperSubmapOfBy f l r = size l < size r && isSubmapOfBy f l r

-- Positions and ends.

updateAt :: (k -> a -> Maybe a) -> Int -> Map k a -> Map k a
updateAt _ !_ Tip = error "Map.updateAt: index out of range"
updateAt f i (Bin s k a l r) = case compare i (size l) of
  LT -> balance k a (updateAt f i l) r
  GT -> balance k a l (updateAt f (i - size l - 1) r)
  EQ -> case f k a of
    Just a' -> Bin s k a' l r
    Nothing -> glue l r

updateMin :: (a -> Maybe a) -> Map k a -> Map k a
updateMin f m = updateMinWithKey (\_ x -> f x) m

updateMax :: (a -> Maybe a) -> Map k a -> Map k a
updateMax f m = updateMaxWithKey (\_ x -> f x) m

updateMinWithKey :: (k -> a -> Maybe a) -> Map k a -> Map k a
updateMinWithKey _ Tip = Tip
updateMinWithKey f (Bin s k a Tip r) = case f k a of
  Nothing -> r
  Just a' -> Bin s k a' Tip r
updateMinWithKey f (Bin _ k a l r) = balance k a (updateMinWithKey f l) r

updateMaxWithKey :: (k -> a -> Maybe a) -> Map k a -> Map k a
updateMaxWithKey _ Tip = Tip
updateMaxWithKey f (Bin s k a l Tip) = case f k a of
  Nothing -> l
  Just a' -> Bin s k a' l Tip
updateMaxWithKey f (Bin _ k a l r) = balance k a l (updateMaxWithKey f r)
