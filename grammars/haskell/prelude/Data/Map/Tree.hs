{-# LANGUAGE NoImplicitPrelude, BangPatterns #-}
-- | The trees behind maps, and all that does not care whether values are evaluated.
module Data.Map.Tree where

import Base hiding (drop, empty, filter, foldl, foldl', foldr, foldr', lookup, map, null, splitAt, take, toList)
import qualified Base as B
import Data.Set (Set)
import qualified Data.Set as Set

-- | Size, key, value, smaller keys, greater keys.
data Map k a
  = Bin !Int !k a !(Map k a) !(Map k a)
  | Tip

instance (Eq k, Eq a) => Eq (Map k a) where
  l == r = size l == size r && toAscList l == toAscList r

instance (Ord k, Ord a) => Ord (Map k a) where
  compare l r = compare (toAscList l) (toAscList r)

instance (Show k, Show a) => Show (Map k a) where
  showsPrec d m = showParen (d > 10) (\r -> "fromList " ++ shows (toAscList m) r)

instance (Ord k, Read k, Read a) => Read (Map k a) where
  readsPrec d = readUnaryList "fromList" readTree d

-- | Later entries replace earlier ones.
readTree :: Ord k => [(k, a)] -> Map k a
readTree xs = B.foldl' (\t (k, a) -> union (singleton k a) t) Tip xs

instance Ord k => Semigroup (Map k a) where
  l <> r = union l r
  stimes n m = stimesIdempotentMonoid n m

instance Ord k => Monoid (Map k a) where
  mempty = Tip
  mconcat ms = unions ms

instance Functor (Map k) where
  fmap _ Tip = Tip
  fmap f (Bin s k a l r) = Bin s k (f a) (fmap f l) (fmap f r)
  x <$ m = fmap (\_ -> x) m

instance Foldable (Map k) where
  foldMap f m = foldMapWithKey (\_ a -> f a) m
  foldr f z m = foldr f z m
  foldl f z m = foldl f z m
  foldr' f z m = foldr' f z m
  foldl' f z m = foldl' f z m
  toList m = elems m
  null m = null m
  length m = size m
  minimum m = case elems m of
    [] -> errorWithoutStackTrace "Data.Foldable.minimum (for Data.Map): empty map"
    xs -> minimum xs
  maximum m = case elems m of
    [] -> errorWithoutStackTrace "Data.Foldable.maximum (for Data.Map): empty map"
    xs -> maximum xs

instance Traversable (Map k) where
  traverse f m = traverseWithKey (\_ a -> f a) m

-- Balance.

bin :: k -> a -> Map k a -> Map k a -> Map k a
bin k a l r = Bin (size l + size r + 1) k a l r

-- | A node whose subtrees may be out of balance by one insertion or deletion.
balance :: k -> a -> Map k a -> Map k a -> Map k a
balance k a l r
  | sl + sr <= 1 = Bin (sl + sr + 1) k a l r
  | sr > 3 * sl = rotateLeft k a l r
  | sl > 3 * sr = rotateRight k a l r
  | otherwise = Bin (sl + sr + 1) k a l r
  where
    !sl = size l
    !sr = size r

rotateLeft :: k -> a -> Map k a -> Map k a -> Map k a
rotateLeft k a l (Bin _ j b m r)
  | size m < 2 * size r = bin j b (bin k a l m) r
  | Bin _ i c m1 m2 <- m = bin i c (bin k a l m1) (bin j b m2 r)
rotateLeft k a l r = bin k a l r

rotateRight :: k -> a -> Map k a -> Map k a -> Map k a
rotateRight k a (Bin _ j b l m) r
  | size m < 2 * size l = bin j b l (bin k a m r)
  | Bin _ i c m1 m2 <- m = bin i c (bin j b l m1) (bin k a m2 r)
rotateRight k a l r = bin k a l r

-- | Any two trees with an entry between them.
link :: k -> a -> Map k a -> Map k a -> Map k a
link k a Tip r = insertMin k a r
link k a l Tip = insertMax k a l
link k a l@(Bin sl j b lj rj) r@(Bin sr i c li ri)
  | 3 * sl < sr = balance i c (link k a l li) ri
  | 3 * sr < sl = balance j b lj (link k a rj r)
  | otherwise = Bin (sl + sr + 1) k a l r

insertMin :: k -> a -> Map k a -> Map k a
insertMin k a Tip = singleton k a
insertMin k a (Bin _ j b l r) = balance j b (insertMin k a l) r

insertMax :: k -> a -> Map k a -> Map k a
insertMax k a Tip = singleton k a
insertMax k a (Bin _ j b l r) = balance j b l (insertMax k a r)

-- | Any two trees, all keys of the first less than those of the second.
linkTrees :: Map k a -> Map k a -> Map k a
linkTrees Tip r = r
linkTrees l Tip = l
linkTrees l@(Bin sl j b lj rj) r@(Bin sr i c li ri)
  | 3 * sl < sr = balance i c (linkTrees l li) ri
  | 3 * sr < sl = balance j b lj (linkTrees rj r)
  | otherwise = glue l r

-- | Two trees that balance each other.
glue :: Map k a -> Map k a -> Map k a
glue Tip r = r
glue l Tip = l
glue l r
  | size l > size r = case lookupMax l of
      Just (k, a) -> balance k a (deleteMax l) r
      Nothing -> r
  | otherwise = case lookupMin r of
      Just (k, a) -> balance k a l (deleteMin r)
      Nothing -> l

-- Construction.

singleton :: k -> a -> Map k a
singleton k a = Bin 1 k a Tip Tip

-- | The longest prefix with strictly ascending keys, and the rest.
ascendingPrefix :: Ord k => [(k, a)] -> ([(k, a)], [(k, a)])
ascendingPrefix (x : rest@(y : _))
  | fst x < fst y = case ascendingPrefix rest of
      (ys, zs) -> (x : ys, zs)
  | otherwise = ([x], rest)
ascendingPrefix xs = (xs, [])

fromDistinctAscList :: [(k, a)] -> Map k a
fromDistinctAscList [] = Tip
fromDistinctAscList ((k, a) : xs) = growRight 1 (singleton k a) xs

-- | Adds an entry and a perfect tree, each higher than the last, until the list ends.
growRight :: Int -> Map k a -> [(k, a)] -> Map k a
growRight _ t [] = t
growRight h t ((k, a) : xs) = case perfect h xs of
  (r, rest) -> growRight (h + 1) (link k a t r) rest

-- | A perfect tree of this height, or what the list is enough for.
perfect :: Int -> [(k, a)] -> (Map k a, [(k, a)])
perfect h xs
  | h == 0 = (Tip, xs)
  | otherwise = case perfect (h - 1) xs of
      (l, []) -> (l, [])
      (l, (k, a) : ys) -> case perfect (h - 1) ys of
        (r, rest) -> (link k a l r, rest)

fromDistinctDescList :: [(k, a)] -> Map k a
fromDistinctDescList xs = fromDistinctAscList (reverse xs)

-- Query.

null :: Map k a -> Bool
null Tip = True
null _ = False

size :: Map k a -> Int
size Tip = 0
size (Bin s _ _ _ _) = s

lookup :: Ord k => k -> Map k a -> Maybe a
lookup !_ Tip = Nothing
lookup !k (Bin _ j a l r) = case compare k j of
  LT -> lookup k l
  GT -> lookup k r
  EQ -> Just a

member :: Ord k => k -> Map k a -> Bool
member !_ Tip = False
member !k (Bin _ j _ l r) = case compare k j of
  LT -> member k l
  GT -> member k r
  EQ -> True

notMember :: Ord k => k -> Map k a -> Bool
notMember k m = not (member k m)

lookupLT :: Ord k => k -> Map k v -> Maybe (k, v)
lookupLT k m = go Nothing m
  where
    go best Tip = best
    go best (Bin _ j a l r)
      | k <= j = go best l
      | otherwise = go (Just (j, a)) r

lookupGT :: Ord k => k -> Map k v -> Maybe (k, v)
lookupGT k m = go Nothing m
  where
    go best Tip = best
    go best (Bin _ j a l r)
      | k < j = go (Just (j, a)) l
      | otherwise = go best r

lookupLE :: Ord k => k -> Map k v -> Maybe (k, v)
lookupLE k m = go Nothing m
  where
    go best Tip = best
    go best (Bin _ j a l r) = case compare k j of
      LT -> go best l
      EQ -> Just (j, a)
      GT -> go (Just (j, a)) r

lookupGE :: Ord k => k -> Map k v -> Maybe (k, v)
lookupGE k m = go Nothing m
  where
    go best Tip = best
    go best (Bin _ j a l r) = case compare k j of
      LT -> go (Just (j, a)) l
      EQ -> Just (j, a)
      GT -> go best r

-- Deletion and combination.

delete :: Ord k => k -> Map k a -> Map k a
delete !_ Tip = Tip
delete !k (Bin _ j a l r) = case compare k j of
  LT -> balance j a (delete k l) r
  GT -> balance j a l (delete k r)
  EQ -> glue l r

union :: Ord k => Map k a -> Map k a -> Map k a
union l Tip = l
union Tip r = r
union (Bin _ k a l r) m = case split k m of
  (ml, mr) -> link k a (union l ml) (union r mr)

unions :: (Foldable f, Ord k) => f (Map k a) -> Map k a
unions ms = B.foldl' union Tip ms

difference :: Ord k => Map k a -> Map k b -> Map k a
difference Tip _ = Tip
difference l Tip = l
difference l (Bin _ k _ rl rr) = case split k l of
  (ll, lr) -> linkTrees (difference ll rl) (difference lr rr)

intersection :: Ord k => Map k a -> Map k b -> Map k a
intersection Tip _ = Tip
intersection _ Tip = Tip
intersection (Bin _ k a l r) m = case splitLookup k m of
  (ml, found, mr) ->
    let !l' = intersection l ml
        !r' = intersection r mr
     in case found of
          Just _ -> link k a l' r'
          Nothing -> linkTrees l' r'

disjoint :: Ord k => Map k a -> Map k b -> Bool
disjoint l r = null (intersection l r)

restrictKeys :: Ord k => Map k a -> Set k -> Map k a
restrictKeys m s = filterWithKey (\k _ -> Set.member k s) m

withoutKeys :: Ord k => Map k a -> Set k -> Map k a
withoutKeys m s = filterWithKey (\k _ -> Set.notMember k s) m

-- Filters.

filter :: (a -> Bool) -> Map k a -> Map k a
filter p m = filterWithKey (\_ a -> p a) m

filterWithKey :: (k -> a -> Bool) -> Map k a -> Map k a
filterWithKey _ Tip = Tip
filterWithKey p (Bin _ k a l r)
  | p k a = link k a (filterWithKey p l) (filterWithKey p r)
  | otherwise = linkTrees (filterWithKey p l) (filterWithKey p r)

partition :: (a -> Bool) -> Map k a -> (Map k a, Map k a)
partition p m = partitionWithKey (\_ a -> p a) m

partitionWithKey :: (k -> a -> Bool) -> Map k a -> (Map k a, Map k a)
partitionWithKey _ Tip = (Tip, Tip)
partitionWithKey p (Bin _ k a l r) = case partitionWithKey p l of
  (l1, l2) -> case partitionWithKey p r of
    (r1, r2)
      | p k a -> (link k a l1 r1, linkTrees l2 r2)
      | otherwise -> (linkTrees l1 r1, link k a l2 r2)

takeWhileAntitone :: (k -> Bool) -> Map k a -> Map k a
takeWhileAntitone _ Tip = Tip
takeWhileAntitone p (Bin _ k a l r)
  | p k = link k a l (takeWhileAntitone p r)
  | otherwise = takeWhileAntitone p l

dropWhileAntitone :: (k -> Bool) -> Map k a -> Map k a
dropWhileAntitone _ Tip = Tip
dropWhileAntitone p (Bin _ k a l r)
  | p k = dropWhileAntitone p r
  | otherwise = link k a (dropWhileAntitone p l) r

spanAntitone :: (k -> Bool) -> Map k a -> (Map k a, Map k a)
spanAntitone p m = (takeWhileAntitone p m, dropWhileAntitone p m)

split :: Ord k => k -> Map k a -> (Map k a, Map k a)
split k m = case splitLookup k m of
  (l, _, r) -> (l, r)

splitLookup :: Ord k => k -> Map k a -> (Map k a, Maybe a, Map k a)
splitLookup !_ Tip = (Tip, Nothing, Tip)
splitLookup !k (Bin _ j a l r) = case compare k j of
  LT -> case splitLookup k l of
    (l1, found, l2) -> let !r' = link j a l2 r in (l1, found, r')
  GT -> case splitLookup k r of
    (r1, found, r2) -> let !l' = link j a l r1 in (l', found, r2)
  EQ -> (l, Just a, r)

splitRoot :: Map k a -> [Map k a]
splitRoot Tip = []
splitRoot (Bin _ k a l r) = [l, singleton k a, r]

-- Walks.

traverseWithKey :: Applicative t => (k -> a -> t b) -> Map k a -> t (Map k b)
traverseWithKey _ Tip = pure Tip
traverseWithKey f (Bin s k a l r) =
  liftA3 (\l' b r' -> Bin s k b l' r') (traverseWithKey f l) (f k a) (traverseWithKey f r)

mapKeysMonotonic :: (k1 -> k2) -> Map k1 a -> Map k2 a
mapKeysMonotonic _ Tip = Tip
mapKeysMonotonic f (Bin s k a l r) = Bin s (f k) a (mapKeysMonotonic f l) (mapKeysMonotonic f r)

foldr :: (a -> b -> b) -> b -> Map k a -> b
foldr _ z Tip = z
foldr f z (Bin _ _ a l r) = foldr f (f a (foldr f z r)) l

foldl :: (b -> a -> b) -> b -> Map k a -> b
foldl _ z Tip = z
foldl f z (Bin _ _ a l r) = foldl f (f (foldl f z l) a) r

foldrWithKey :: (k -> a -> b -> b) -> b -> Map k a -> b
foldrWithKey _ z Tip = z
foldrWithKey f z (Bin _ k a l r) = foldrWithKey f (f k a (foldrWithKey f z r)) l

foldlWithKey :: (b -> k -> a -> b) -> b -> Map k a -> b
foldlWithKey _ z Tip = z
foldlWithKey f z (Bin _ k a l r) = foldlWithKey f (f (foldlWithKey f z l) k a) r

foldMapWithKey :: Monoid m => (k -> a -> m) -> Map k a -> m
foldMapWithKey _ Tip = mempty
foldMapWithKey f (Bin 1 k a _ _) = f k a
foldMapWithKey f (Bin _ k a l r) = foldMapWithKey f l <> (f k a <> foldMapWithKey f r)

foldr' :: (a -> b -> b) -> b -> Map k a -> b
foldr' f z m = foldrWithKey' (\_ a r -> f a r) z m

foldl' :: (b -> a -> b) -> b -> Map k a -> b
foldl' f z m = foldlWithKey' (\r _ a -> f r a) z m

foldrWithKey' :: (k -> a -> b -> b) -> b -> Map k a -> b
foldrWithKey' _ !z Tip = z
foldrWithKey' f !z (Bin _ k a l r) =
  let !z' = foldrWithKey' f z r
      !z'' = f k a z'
   in foldrWithKey' f z'' l

foldlWithKey' :: (b -> k -> a -> b) -> b -> Map k a -> b
foldlWithKey' _ !z Tip = z
foldlWithKey' f !z (Bin _ k a l r) =
  let !z' = foldlWithKey' f z l
      !z'' = f z' k a
   in foldlWithKey' f z'' r

-- Lists.

elems :: Map k a -> [a]
elems m = foldr (:) [] m

keys :: Map k a -> [k]
keys m = foldrWithKey (\k _ ks -> k : ks) [] m

assocs :: Map k a -> [(k, a)]
assocs m = toAscList m

keysSet :: Map k a -> Set k
keysSet m = Set.fromDistinctAscList (keys m)

toList :: Map k a -> [(k, a)]
toList m = toAscList m

toAscList :: Map k a -> [(k, a)]
toAscList m = foldrWithKey (\k a xs -> (k, a) : xs) [] m

toDescList :: Map k a -> [(k, a)]
toDescList m = foldlWithKey (\xs k a -> (k, a) : xs) [] m

-- Positions.

lookupIndex :: Ord k => k -> Map k a -> Maybe Int
lookupIndex k m = indexFrom 0 k m

indexFrom :: Ord k => Int -> k -> Map k a -> Maybe Int
indexFrom !_ !_ Tip = Nothing
indexFrom !i !k (Bin _ j _ l r) = case compare k j of
  LT -> indexFrom i k l
  GT -> indexFrom (i + size l + 1) k r
  EQ -> Just (i + size l)

findIndex :: Ord k => k -> Map k a -> Int
findIndex k m = case lookupIndex k m of
  Just i -> i
  Nothing -> error "Map.findIndex: element is not in the map"

elemAt :: Int -> Map k a -> (k, a)
elemAt !_ Tip = error "Map.elemAt: index out of range"
elemAt i (Bin _ k a l r) = case compare i (size l) of
  LT -> elemAt i l
  EQ -> (k, a)
  GT -> elemAt (i - size l - 1) r

deleteAt :: Int -> Map k a -> Map k a
deleteAt !_ Tip = error "Map.deleteAt: index out of range"
deleteAt i (Bin _ k a l r) = case compare i (size l) of
  LT -> balance k a (deleteAt i l) r
  EQ -> glue l r
  GT -> balance k a l (deleteAt (i - size l - 1) r)

take :: Int -> Map k a -> Map k a
take n m
  | n <= 0 = Tip
  | n >= size m = m
  | otherwise = case m of
      Tip -> Tip
      Bin _ k a l r -> case compare n (size l) of
        LT -> take n l
        EQ -> l
        GT -> link k a l (take (n - size l - 1) r)

drop :: Int -> Map k a -> Map k a
drop n m
  | n <= 0 = m
  | n >= size m = Tip
  | otherwise = case m of
      Tip -> Tip
      Bin _ k a l r -> case compare n (size l) of
        LT -> link k a (drop n l) r
        EQ -> insertMin k a r
        GT -> drop (n - size l - 1) r

splitAt :: Int -> Map k a -> (Map k a, Map k a)
splitAt n m = (take n m, drop n m)

-- Ends.

lookupMin :: Map k a -> Maybe (k, a)
lookupMin Tip = Nothing
lookupMin (Bin _ k a Tip _) = Just (k, a)
lookupMin (Bin _ _ _ l _) = lookupMin l

lookupMax :: Map k a -> Maybe (k, a)
lookupMax Tip = Nothing
lookupMax (Bin _ k a _ Tip) = Just (k, a)
lookupMax (Bin _ _ _ _ r) = lookupMax r

findMin :: Map k a -> (k, a)
findMin m = case lookupMin m of
  Just r -> r
  Nothing -> error "Map.findMin: empty map has no minimal element"

findMax :: Map k a -> (k, a)
findMax m = case lookupMax m of
  Just r -> r
  Nothing -> error "Map.findMax: empty map has no maximal element"

deleteMin :: Map k a -> Map k a
deleteMin Tip = Tip
deleteMin (Bin _ _ _ Tip r) = r
deleteMin (Bin _ k a l r) = balance k a (deleteMin l) r

deleteMax :: Map k a -> Map k a
deleteMax Tip = Tip
deleteMax (Bin _ _ _ l Tip) = l
deleteMax (Bin _ k a l r) = balance k a l (deleteMax r)

deleteFindMin :: Map k a -> ((k, a), Map k a)
deleteFindMin m = case minViewWithKey m of
  Just r -> r
  Nothing -> (error "Map.deleteFindMin: can not return the minimal element of an empty map", Tip)

deleteFindMax :: Map k a -> ((k, a), Map k a)
deleteFindMax m = case maxViewWithKey m of
  Just r -> r
  Nothing -> (error "Map.deleteFindMax: can not return the maximal element of an empty map", Tip)

minView :: Map k a -> Maybe (a, Map k a)
minView m = case minViewWithKey m of
  Nothing -> Nothing
  Just ((_, a), rest) -> Just (a, rest)

maxView :: Map k a -> Maybe (a, Map k a)
maxView m = case maxViewWithKey m of
  Nothing -> Nothing
  Just ((_, a), rest) -> Just (a, rest)

minViewWithKey :: Map k a -> Maybe ((k, a), Map k a)
minViewWithKey m = case lookupMin m of
  Nothing -> Nothing
  Just r -> let !rest = deleteMin m in Just (r, rest)

maxViewWithKey :: Map k a -> Maybe ((k, a), Map k a)
maxViewWithKey m = case lookupMax m of
  Nothing -> Nothing
  Just r -> let !rest = deleteMax m in Just (r, rest)

-- | Ordered, balanced, and every size right.
valid :: Ord k => Map k a -> Bool
valid m = ordered (keys m) && balanced m
  where
    ordered (x : rest@(y : _)) = x < y && ordered rest
    ordered _ = True
    balanced Tip = True
    balanced (Bin n _ _ l r) =
      n == size l + size r + 1
        && (size l + size r <= 1 || (size l <= 3 * size r && size r <= 3 * size l))
        && balanced l
        && balanced r
