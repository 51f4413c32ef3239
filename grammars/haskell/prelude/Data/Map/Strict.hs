{-# LANGUAGE NoImplicitPrelude, BangPatterns #-}
-- | Maps that evaluate every value before they store it.
module Data.Map.Strict
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
import Data.Map
  ( compose, empty, isProperSubmapOf, isProperSubmapOfBy, isSubmapOf, isSubmapOfBy, (!), (!?), (\\) )
import Data.Map.Tree hiding (fromDistinctAscList, fromDistinctDescList, singleton, traverseWithKey)
import qualified Data.Map.Tree as Tree
import Data.Set (Set)
import qualified Data.Set as Set

-- | All values of a list of entries evaluated, one by one as the list is walked.
evaluated :: [(k, a)] -> [(k, a)]
evaluated [] = []
evaluated (x@(_, a) : xs) = a `seq` (x : evaluated xs)

singleton :: k -> a -> Map k a
singleton k !a = Bin 1 k a Tip Tip

fromDistinctAscList :: [(k, a)] -> Map k a
fromDistinctAscList xs = Tree.fromDistinctAscList (evaluated xs)

fromDistinctDescList :: [(k, a)] -> Map k a
fromDistinctDescList xs = Tree.fromDistinctDescList (evaluated xs)

fromSet :: (k -> a) -> Set k -> Map k a
fromSet f s = fromDistinctAscList (B.map (\k -> (k, f k)) (Set.toAscList s))

fromList :: Ord k => [(k, a)] -> Map k a
fromList xs = case ascendingPrefix (evaluated xs) of
  (ys, rest) -> B.foldl' (\t (k, a) -> insert k a t) (Tree.fromDistinctAscList ys) rest

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
  | k == k' = let !c = f k b a in combineRepeats f ((k, c) : rest)
  | otherwise = (k, a) : combineRepeats f ((k', b) : rest)
combineRepeats _ xs = xs

insert :: Ord k => k -> a -> Map k a -> Map k a
insert !k !a Tip = Bin 1 k a Tip Tip
insert !k !a (Bin s j b l r) = case compare k j of
  LT -> balance j b (insert k a l) r
  GT -> balance j b l (insert k a r)
  EQ -> Bin s k a l r

insertWith :: Ord k => (a -> a -> a) -> k -> a -> Map k a -> Map k a
insertWith _ !k a Tip = singleton k a
insertWith f !k a (Bin s j b l r) = case compare k j of
  LT -> balance j b (insertWith f k a l) r
  GT -> balance j b l (insertWith f k a r)
  EQ -> let !c = f a b in Bin s k c l r

insertWithKey :: Ord k => (k -> a -> a -> a) -> k -> a -> Map k a -> Map k a
insertWithKey f k a m = insertWith (f k) k a m

insertLookupWithKey :: Ord k => (k -> a -> a -> a) -> k -> a -> Map k a -> (Maybe a, Map k a)
insertLookupWithKey f k a m =
  let !m' = insertWithKey f k a m
   in (lookup k m, m')

adjust :: Ord k => (a -> a) -> k -> Map k a -> Map k a
adjust f k m = adjustWithKey (\_ x -> f x) k m

adjustWithKey :: Ord k => (k -> a -> a) -> k -> Map k a -> Map k a
adjustWithKey _ !_ Tip = Tip
adjustWithKey f !k (Bin s j b l r) = case compare k j of
  LT -> Bin s j b (adjustWithKey f k l) r
  GT -> Bin s j b l (adjustWithKey f k r)
  EQ -> let !c = f j b in Bin s j c l r

update :: Ord k => (a -> Maybe a) -> k -> Map k a -> Map k a
update f k m = updateWithKey (\_ x -> f x) k m

updateWithKey :: Ord k => (k -> a -> Maybe a) -> k -> Map k a -> Map k a
updateWithKey _ !_ Tip = Tip
updateWithKey f !k (Bin s j b l r) = case compare k j of
  LT -> balance j b (updateWithKey f k l) r
  GT -> balance j b l (updateWithKey f k r)
  EQ -> case f j b of
    Just !c -> Bin s j c l r
    Nothing -> glue l r

-- | The new value if there is one, else the old one.
updateLookupWithKey :: Ord k => (k -> a -> Maybe a) -> k -> Map k a -> (Maybe a, Map k a)
updateLookupWithKey f k m = case lookup k m of
  Nothing -> (Nothing, m)
  Just a -> case f k a of
    Nothing -> (Just a, delete k m)
    Just !b -> (Just b, adjust (\_ -> b) k m)

alter :: Ord k => (Maybe a -> Maybe a) -> k -> Map k a -> Map k a
alter f !k Tip = case f Nothing of
  Nothing -> Tip
  Just a -> singleton k a
alter f !k (Bin s j b l r) = case compare k j of
  LT -> balance j b (alter f k l) r
  GT -> balance j b l (alter f k r)
  EQ -> case f (Just b) of
    Just !c -> Bin s j c l r
    Nothing -> glue l r

alterF :: (Ord k, Functor f) => (Maybe a -> f (Maybe a)) -> k -> Map k a -> f (Map k a)
alterF f k m =
  let old = lookup k m
      change Nothing = case old of
        Nothing -> m
        Just _ -> delete k m
      change (Just a) = insert k a m
   in fmap change (f old)

findWithDefault :: Ord k => a -> k -> Map k a -> a
findWithDefault !d k m = case lookup k m of
  Just a -> a
  Nothing -> d

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
          Just b -> let !c = f k a b in link k c l' r'

unionsWith :: (Foldable f, Ord k) => (a -> a -> a) -> f (Map k a) -> Map k a
unionsWith f ms = B.foldl' (unionWith f) Tip ms

differenceWith :: Ord k => (a -> b -> Maybe a) -> Map k a -> Map k b -> Map k a
differenceWith f l r = differenceWithKey (\_ a b -> f a b) l r

differenceWithKey :: Ord k => (k -> a -> b -> Maybe a) -> Map k a -> Map k b -> Map k a
differenceWithKey f l r = mergeWithKey f id (\_ -> Tip) l r

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
          Just b -> let !c = f k a b in link k c l' r'
          Nothing -> linkTrees l' r'

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
              Nothing -> case onlyLeft (Bin 1 k a Tip Tip) of
                Tip -> linkTrees l' r'
                Bin _ _ c Tip Tip -> link k c l' r'
                _ -> error "mergeWithKey: Given function only1 does not fulfill required conditions (see documentation)"
              Just b -> case f k a b of
                Nothing -> linkTrees l' r'
                Just c -> link k c l' r'

map :: (a -> b) -> Map k a -> Map k b
map _ Tip = Tip
map f (Bin s k a l r) = let !b = f a in Bin s k b (map f l) (map f r)

mapWithKey :: (k -> a -> b) -> Map k a -> Map k b
mapWithKey _ Tip = Tip
mapWithKey f (Bin s k a l r) = let !b = f k a in Bin s k b (mapWithKey f l) (mapWithKey f r)

traverseWithKey :: Applicative t => (k -> a -> t b) -> Map k a -> t (Map k b)
traverseWithKey _ Tip = pure Tip
traverseWithKey f (Bin s k a l r) =
  liftA3 (\l' !b r' -> Bin s k b l' r') (traverseWithKey f l) (f k a) (traverseWithKey f r)

traverseMaybeWithKey :: Applicative f => (k -> a -> f (Maybe b)) -> Map k a -> f (Map k b)
traverseMaybeWithKey _ Tip = pure Tip
traverseMaybeWithKey f (Bin _ k a l r) =
  let combine l' found r' = case found of
        Nothing -> linkTrees l' r'
        Just !b -> link k b l' r'
   in liftA3 combine (traverseMaybeWithKey f l) (f k a) (traverseMaybeWithKey f r)

mapAccum :: (a -> b -> (a, c)) -> a -> Map k b -> (a, Map k c)
mapAccum f acc m = mapAccumWithKey (\s _ x -> f s x) acc m

mapAccumWithKey :: (a -> k -> b -> (a, c)) -> a -> Map k b -> (a, Map k c)
mapAccumWithKey _ acc Tip = (acc, Tip)
mapAccumWithKey f acc (Bin s k b l r) =
  let left = mapAccumWithKey f acc l
      here = f (fst left) k b
      right = mapAccumWithKey f (fst here) r
      !c = snd here
   in (fst right, Bin s k c (snd left) (snd right))

mapAccumRWithKey :: (a -> k -> b -> (a, c)) -> a -> Map k b -> (a, Map k c)
mapAccumRWithKey _ acc Tip = (acc, Tip)
mapAccumRWithKey f acc (Bin s k b l r) =
  let right = mapAccumRWithKey f acc r
      here = f (fst right) k b
      left = mapAccumRWithKey f (fst here) l
      !c = snd here
   in (fst left, Bin s k c (snd left) (snd right))

mapKeys :: Ord k2 => (k1 -> k2) -> Map k1 a -> Map k2 a
mapKeys f m = fromList (foldrWithKey (\k a rest -> (f k, a) : rest) [] m)

mapKeysWith :: Ord k2 => (a -> a -> a) -> (k1 -> k2) -> Map k1 a -> Map k2 a
mapKeysWith c f m = fromListWith c (foldrWithKey (\k a rest -> (f k, a) : rest) [] m)

mapMaybe :: (a -> Maybe b) -> Map k a -> Map k b
mapMaybe f m = mapMaybeWithKey (\_ x -> f x) m

mapMaybeWithKey :: (k -> a -> Maybe b) -> Map k a -> Map k b
mapMaybeWithKey _ Tip = Tip
mapMaybeWithKey f (Bin _ k a l r) = case f k a of
  Just !b -> link k b (mapMaybeWithKey f l) (mapMaybeWithKey f r)
  Nothing -> linkTrees (mapMaybeWithKey f l) (mapMaybeWithKey f r)

mapEither :: (a -> Either b c) -> Map k a -> (Map k b, Map k c)
mapEither f m = mapEitherWithKey (\_ x -> f x) m

mapEitherWithKey :: (k -> a -> Either b c) -> Map k a -> (Map k b, Map k c)
mapEitherWithKey _ Tip = (Tip, Tip)
mapEitherWithKey f (Bin _ k a l r) = case mapEitherWithKey f l of
  (l1, l2) -> case mapEitherWithKey f r of
    (r1, r2) -> case f k a of
      Left !b -> let !m = link k b l1 r1 in (m, linkTrees l2 r2)
      Right !c -> let !m = link k c l2 r2 in (linkTrees l1 r1, m)

updateAt :: (k -> a -> Maybe a) -> Int -> Map k a -> Map k a
updateAt _ !_ Tip = error "Map.updateAt: index out of range"
updateAt f i (Bin s k a l r) = case compare i (size l) of
  LT -> balance k a (updateAt f i l) r
  GT -> balance k a l (updateAt f (i - size l - 1) r)
  EQ -> case f k a of
    Just !b -> Bin s k b l r
    Nothing -> glue l r

updateMin :: (a -> Maybe a) -> Map k a -> Map k a
updateMin f m = updateMinWithKey (\_ x -> f x) m

updateMax :: (a -> Maybe a) -> Map k a -> Map k a
updateMax f m = updateMaxWithKey (\_ x -> f x) m

updateMinWithKey :: (k -> a -> Maybe a) -> Map k a -> Map k a
updateMinWithKey _ Tip = Tip
updateMinWithKey f (Bin s k a Tip r) = case f k a of
  Nothing -> r
  Just !b -> Bin s k b Tip r
updateMinWithKey f (Bin _ k a l r) = balance k a (updateMinWithKey f l) r

updateMaxWithKey :: (k -> a -> Maybe a) -> Map k a -> Map k a
updateMaxWithKey _ Tip = Tip
updateMaxWithKey f (Bin s k a l Tip) = case f k a of
  Nothing -> l
  Just !b -> Bin s k b l Tip
updateMaxWithKey f (Bin _ k a l r) = balance k a l (updateMaxWithKey f r)
