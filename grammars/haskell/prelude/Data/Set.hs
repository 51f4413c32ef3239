{-# LANGUAGE NoImplicitPrelude, BangPatterns #-}
-- | Sets as weight-balanced trees (Adams 1993; the balance parameters 3 and 2 are those of Hirai and Yamamoto 2011).
module Data.Set
  ( Set
  , empty, singleton, fromList, fromAscList, fromDescList, fromDistinctAscList, fromDistinctDescList, powerSet
  , insert, delete, alterF, member, notMember, lookupLT, lookupGT, lookupLE, lookupGE, null, size
  , isSubsetOf, isProperSubsetOf, disjoint
  , union, unions, difference, (\\), intersection, cartesianProduct, disjointUnion
  , filter, takeWhileAntitone, dropWhileAntitone, spanAntitone, partition, split, splitMember, splitRoot
  , lookupIndex, findIndex, elemAt, deleteAt, take, drop, splitAt
  , map, mapMonotonic, foldr, foldl, foldr', foldl', fold
  , lookupMin, lookupMax, findMin, findMax, deleteMin, deleteMax, deleteFindMin, deleteFindMax, maxView, minView
  , elems, toList, toAscList, toDescList, valid
  ) where

import Base hiding (drop, empty, filter, fold, foldl, foldl', foldr, foldr', map, null, splitAt, take, toList)
import qualified Base as B

infixl 9 \\

-- | Size, element, smaller elements, greater elements.
data Set a
  = Bin !Int !a !(Set a) !(Set a)
  | Tip

instance Eq a => Eq (Set a) where
  s == t = size s == size t && toAscList s == toAscList t

instance Ord a => Ord (Set a) where
  compare s t = compare (toAscList s) (toAscList t)

instance Show a => Show (Set a) where
  showsPrec d s = showParen (d > 10) (\r -> "fromList " ++ shows (toAscList s) r)

instance (Read a, Ord a) => Read (Set a) where
  readsPrec d = readUnaryList "fromList" fromList d

instance Ord a => Semigroup (Set a) where
  s <> t = union s t
  stimes n s = stimesIdempotentMonoid n s

instance Ord a => Monoid (Set a) where
  mempty = Tip
  mconcat ss = unions ss

instance Foldable Set where
  foldMap f t = case t of
    Tip -> mempty
    Bin 1 x _ _ -> f x
    Bin _ x l r -> foldMap f l <> (f x <> foldMap f r)
  foldr f z t = foldr f z t
  foldl f z t = foldl f z t
  foldr' f z t = foldr' f z t
  foldl' f z t = foldl' f z t
  toList t = toAscList t
  null t = null t
  length t = size t
  minimum t = findMin t
  maximum t = findMax t

-- Balance.

bin :: a -> Set a -> Set a -> Set a
bin x l r = Bin (size l + size r + 1) x l r

-- | A node whose subtrees may be out of balance by one insertion or deletion.
balance :: a -> Set a -> Set a -> Set a
balance x l r
  | sl + sr <= 1 = Bin (sl + sr + 1) x l r
  | sr > 3 * sl = rotateLeft x l r
  | sl > 3 * sr = rotateRight x l r
  | otherwise = Bin (sl + sr + 1) x l r
  where
    !sl = size l
    !sr = size r

rotateLeft :: a -> Set a -> Set a -> Set a
rotateLeft x l (Bin _ y m r)
  | size m < 2 * size r = bin y (bin x l m) r
  | Bin _ z m1 m2 <- m = bin z (bin x l m1) (bin y m2 r)
rotateLeft x l r = bin x l r

rotateRight :: a -> Set a -> Set a -> Set a
rotateRight x (Bin _ y l m) r
  | size m < 2 * size l = bin y l (bin x m r)
  | Bin _ z m1 m2 <- m = bin z (bin y l m1) (bin x m2 r)
rotateRight x l r = bin x l r

-- | Any two trees with an element between them.
link :: a -> Set a -> Set a -> Set a
link x Tip r = insertMin x r
link x l Tip = insertMax x l
link x l@(Bin sl y ly ry) r@(Bin sr z lz rz)
  | 3 * sl < sr = balance z (link x l lz) rz
  | 3 * sr < sl = balance y ly (link x ry r)
  | otherwise = Bin (sl + sr + 1) x l r

insertMin :: a -> Set a -> Set a
insertMin x Tip = singleton x
insertMin x (Bin _ y l r) = balance y (insertMin x l) r

insertMax :: a -> Set a -> Set a
insertMax x Tip = singleton x
insertMax x (Bin _ y l r) = balance y l (insertMax x r)

-- | Any two trees, all elements of the first less than those of the second.
merge :: Set a -> Set a -> Set a
merge Tip r = r
merge l Tip = l
merge l@(Bin sl x lx rx) r@(Bin sr y ly ry)
  | 3 * sl < sr = balance y (merge l ly) ry
  | 3 * sr < sl = balance x lx (merge rx r)
  | otherwise = glue l r

-- | Two trees that balance each other.
glue :: Set a -> Set a -> Set a
glue Tip r = r
glue l Tip = l
glue l r
  | size l > size r = case deleteFindMax l of
      (m, l') -> balance m l' r
  | otherwise = case deleteFindMin r of
      (m, r') -> balance m l r'

-- Construction.

empty :: Set a
empty = Tip

singleton :: a -> Set a
singleton x = Bin 1 x Tip Tip

fromList :: Ord a => [a] -> Set a
fromList xs = case ascendingPrefix xs of
  (ys, rest) -> B.foldl' (\t x -> insert x t) (fromDistinctAscList ys) rest

-- | The longest strictly ascending prefix and the rest.
ascendingPrefix :: Ord a => [a] -> ([a], [a])
ascendingPrefix [] = ([], [])
ascendingPrefix [x] = ([x], [])
ascendingPrefix (x : rest@(y : _))
  | x < y = case ascendingPrefix rest of
      (ys, zs) -> (x : ys, zs)
  | otherwise = ([x], rest)

fromAscList :: Eq a => [a] -> Set a
fromAscList xs = fromDistinctAscList (dropRepeats xs)

fromDescList :: Eq a => [a] -> Set a
fromDescList xs = fromDistinctDescList (dropRepeats xs)

-- | Keeps the last of equal neighbours.
dropRepeats :: Eq a => [a] -> [a]
dropRepeats (x : rest@(y : _))
  | x == y = dropRepeats rest
  | otherwise = x : dropRepeats rest
dropRepeats xs = xs

fromDistinctAscList :: [a] -> Set a
fromDistinctAscList [] = Tip
fromDistinctAscList (x : xs) = growRight 1 (singleton x) xs

-- | Adds an element and a perfect tree, each higher than the last, until the list ends.
growRight :: Int -> Set a -> [a] -> Set a
growRight _ t [] = t
growRight h t (x : xs) = case perfect h xs of
  (r, rest) -> growRight (h + 1) (link x t r) rest

-- | A perfect tree of this height, or what the list is enough for.
perfect :: Int -> [a] -> (Set a, [a])
perfect h xs
  | h == 0 = (Tip, xs)
  | otherwise = case perfect (h - 1) xs of
      (l, []) -> (l, [])
      (l, y : ys) -> case perfect (h - 1) ys of
        (r, rest) -> (link y l r, rest)

fromDistinctDescList :: [a] -> Set a
fromDistinctDescList xs = fromDistinctAscList (reverse xs)

powerSet :: Set a -> Set (Set a)
powerSet s = insertMin Tip (foldr' (\x t -> glue (insertMin (singleton x) (mapMonotonic (insertMin x) t)) t) Tip s)

-- Elements.

insert :: Ord a => a -> Set a -> Set a
insert !x Tip = Bin 1 x Tip Tip
insert !x (Bin s y l r) = case compare x y of
  LT -> balance y (insert x l) r
  GT -> balance y l (insert x r)
  EQ -> Bin s x l r

-- | Keeps an equal element that is there already.
insertKeeping :: Ord a => a -> Set a -> Set a
insertKeeping x t = if member x t then t else insert x t

delete :: Ord a => a -> Set a -> Set a
delete !_ Tip = Tip
delete !x (Bin _ y l r) = case compare x y of
  LT -> balance y (delete x l) r
  GT -> balance y l (delete x r)
  EQ -> glue l r

alterF :: (Ord a, Functor f) => (Bool -> f Bool) -> a -> Set a -> f (Set a)
alterF f x s =
  let there = member x s
      change keep
        | keep = if there then s else insert x s
        | otherwise = if there then delete x s else s
   in fmap change (f there)

member :: Ord a => a -> Set a -> Bool
member !_ Tip = False
member !x (Bin _ y l r) = case compare x y of
  LT -> member x l
  GT -> member x r
  EQ -> True

notMember :: Ord a => a -> Set a -> Bool
notMember x s = not (member x s)

lookupLT :: Ord a => a -> Set a -> Maybe a
lookupLT x s = go Nothing s
  where
    go best Tip = best
    go best (Bin _ y l r)
      | x <= y = go best l
      | otherwise = go (Just y) r

lookupGT :: Ord a => a -> Set a -> Maybe a
lookupGT x s = go Nothing s
  where
    go best Tip = best
    go best (Bin _ y l r)
      | x < y = go (Just y) l
      | otherwise = go best r

lookupLE :: Ord a => a -> Set a -> Maybe a
lookupLE x s = go Nothing s
  where
    go best Tip = best
    go best (Bin _ y l r) = case compare x y of
      LT -> go best l
      EQ -> Just y
      GT -> go (Just y) r

lookupGE :: Ord a => a -> Set a -> Maybe a
lookupGE x s = go Nothing s
  where
    go best Tip = best
    go best (Bin _ y l r) = case compare x y of
      LT -> go (Just y) l
      EQ -> Just y
      GT -> go best r

null :: Set a -> Bool
null Tip = True
null _ = False

size :: Set a -> Int
size Tip = 0
size (Bin s _ _ _) = s

isSubsetOf :: Ord a => Set a -> Set a -> Bool
isSubsetOf s t = size s <= size t && all (\x -> member x t) (toAscList s)

isProperSubsetOf :: Ord a => Set a -> Set a -> Bool
isProperSubsetOf s t = size s < size t && isSubsetOf s t

disjoint :: Ord a => Set a -> Set a -> Bool
disjoint s t = null (intersection s t)

-- Combination.

union :: Ord a => Set a -> Set a -> Set a
union s Tip = s
union Tip t = t
union s (Bin 1 x _ _) = insertKeeping x s
union (Bin 1 x _ _) t = insert x t
union (Bin _ x l r) t = case split x t of
  (tl, tr) -> link x (union l tl) (union r tr)

unions :: (Foldable f, Ord a) => f (Set a) -> Set a
unions ss = B.foldl' union Tip ss

difference :: Ord a => Set a -> Set a -> Set a
difference Tip _ = Tip
difference s Tip = s
difference s (Bin _ x l r) = case split x s of
  (sl, sr) -> merge (difference sl l) (difference sr r)

(\\) :: Ord a => Set a -> Set a -> Set a
s \\ t = difference s t

intersection :: Ord a => Set a -> Set a -> Set a
intersection Tip _ = Tip
intersection _ Tip = Tip
intersection (Bin _ x l r) t = case splitMember x t of
  (tl, found, tr) ->
    let !l' = intersection l tl
        !r' = intersection r tr
     in if found then link x l' r' else merge l' r'

cartesianProduct :: Set a -> Set b -> Set (a, b)
cartesianProduct s t = fromDistinctAscList [(x, y) | x <- toAscList s, y <- toAscList t]

disjointUnion :: Set a -> Set b -> Set (Either a b)
disjointUnion s t = merge (mapMonotonic Left s) (mapMonotonic Right t)

-- Filters.

filter :: (a -> Bool) -> Set a -> Set a
filter _ Tip = Tip
filter p (Bin _ x l r)
  | p x = link x (filter p l) (filter p r)
  | otherwise = merge (filter p l) (filter p r)

partition :: (a -> Bool) -> Set a -> (Set a, Set a)
partition _ Tip = (Tip, Tip)
partition p (Bin _ x l r) = case partition p l of
  (l1, l2) -> case partition p r of
    (r1, r2)
      | p x -> (link x l1 r1, merge l2 r2)
      | otherwise -> (merge l1 r1, link x l2 r2)

takeWhileAntitone :: (a -> Bool) -> Set a -> Set a
takeWhileAntitone _ Tip = Tip
takeWhileAntitone p (Bin _ x l r)
  | p x = link x l (takeWhileAntitone p r)
  | otherwise = takeWhileAntitone p l

dropWhileAntitone :: (a -> Bool) -> Set a -> Set a
dropWhileAntitone _ Tip = Tip
dropWhileAntitone p (Bin _ x l r)
  | p x = dropWhileAntitone p r
  | otherwise = link x (dropWhileAntitone p l) r

spanAntitone :: (a -> Bool) -> Set a -> (Set a, Set a)
spanAntitone p s = (takeWhileAntitone p s, dropWhileAntitone p s)

split :: Ord a => a -> Set a -> (Set a, Set a)
split x s = case splitMember x s of
  (l, _, r) -> (l, r)

splitMember :: Ord a => a -> Set a -> (Set a, Bool, Set a)
splitMember _ Tip = (Tip, False, Tip)
splitMember x (Bin _ y l r) = case compare x y of
  LT -> case splitMember x l of
    (l1, found, l2) -> let !r' = link y l2 r in (l1, found, r')
  GT -> case splitMember x r of
    (r1, found, r2) -> let !l' = link y l r1 in (l', found, r2)
  EQ -> (l, True, r)

splitRoot :: Set a -> [Set a]
splitRoot Tip = []
splitRoot (Bin _ x l r) = [l, singleton x, r]

-- Positions.

lookupIndex :: Ord a => a -> Set a -> Maybe Int
lookupIndex x s = indexFrom 0 x s

indexFrom :: Ord a => Int -> a -> Set a -> Maybe Int
indexFrom !_ !_ Tip = Nothing
indexFrom !i !x (Bin _ y l r) = case compare x y of
  LT -> indexFrom i x l
  GT -> indexFrom (i + size l + 1) x r
  EQ -> Just (i + size l)

findIndex :: Ord a => a -> Set a -> Int
findIndex x s = case lookupIndex x s of
  Just i -> i
  Nothing -> error "Set.findIndex: element is not in the set"

elemAt :: Int -> Set a -> a
elemAt !_ Tip = error "Set.elemAt: index out of range"
elemAt i (Bin _ x l r) = case compare i (size l) of
  LT -> elemAt i l
  EQ -> x
  GT -> elemAt (i - size l - 1) r

deleteAt :: Int -> Set a -> Set a
deleteAt !_ Tip = error "Set.deleteAt: index out of range"
deleteAt i (Bin _ x l r) = case compare i (size l) of
  LT -> balance x (deleteAt i l) r
  EQ -> glue l r
  GT -> balance x l (deleteAt (i - size l - 1) r)

take :: Int -> Set a -> Set a
take n s
  | n <= 0 = Tip
  | n >= size s = s
  | otherwise = case s of
      Tip -> Tip
      Bin _ x l r -> case compare n (size l) of
        LT -> take n l
        EQ -> l
        GT -> link x l (take (n - size l - 1) r)

drop :: Int -> Set a -> Set a
drop n s
  | n <= 0 = s
  | n >= size s = Tip
  | otherwise = case s of
      Tip -> Tip
      Bin _ x l r -> case compare n (size l) of
        LT -> link x (drop n l) r
        EQ -> insertMin x r
        GT -> drop (n - size l - 1) r

splitAt :: Int -> Set a -> (Set a, Set a)
splitAt n s = (take n s, drop n s)

-- Maps and folds.

map :: Ord b => (a -> b) -> Set a -> Set b
map f s = fromList (B.map f (toAscList s))

mapMonotonic :: (a -> b) -> Set a -> Set b
mapMonotonic _ Tip = Tip
mapMonotonic f (Bin s x l r) = Bin s (f x) (mapMonotonic f l) (mapMonotonic f r)

foldr :: (a -> b -> b) -> b -> Set a -> b
foldr _ z Tip = z
foldr f z (Bin _ x l r) = foldr f (f x (foldr f z r)) l

foldl :: (b -> a -> b) -> b -> Set a -> b
foldl _ z Tip = z
foldl f z (Bin _ x l r) = foldl f (f (foldl f z l) x) r

foldr' :: (a -> b -> b) -> b -> Set a -> b
foldr' _ !z Tip = z
foldr' f !z (Bin _ x l r) =
  let !z' = foldr' f z r
      !z'' = f x z'
   in foldr' f z'' l

foldl' :: (b -> a -> b) -> b -> Set a -> b
foldl' _ !z Tip = z
foldl' f !z (Bin _ x l r) =
  let !z' = foldl' f z l
      !z'' = f z' x
   in foldl' f z'' r

fold :: (a -> b -> b) -> b -> Set a -> b
fold f z s = foldr f z s

-- Ends.

lookupMin :: Set a -> Maybe a
lookupMin Tip = Nothing
lookupMin (Bin _ x Tip _) = Just x
lookupMin (Bin _ _ l _) = lookupMin l

lookupMax :: Set a -> Maybe a
lookupMax Tip = Nothing
lookupMax (Bin _ x _ Tip) = Just x
lookupMax (Bin _ _ _ r) = lookupMax r

findMin :: Set a -> a
findMin s = case lookupMin s of
  Just x -> x
  Nothing -> error "Set.findMin: empty set has no minimal element"

findMax :: Set a -> a
findMax s = case lookupMax s of
  Just x -> x
  Nothing -> error "Set.findMax: empty set has no maximal element"

deleteMin :: Set a -> Set a
deleteMin Tip = Tip
deleteMin (Bin _ _ Tip r) = r
deleteMin (Bin _ x l r) = balance x (deleteMin l) r

deleteMax :: Set a -> Set a
deleteMax Tip = Tip
deleteMax (Bin _ _ l Tip) = l
deleteMax (Bin _ x l r) = balance x l (deleteMax r)

deleteFindMin :: Set a -> (a, Set a)
deleteFindMin s = case minView s of
  Just r -> r
  Nothing -> (error "Set.deleteFindMin: can not return the minimal element of an empty set", Tip)

deleteFindMax :: Set a -> (a, Set a)
deleteFindMax s = case maxView s of
  Just r -> r
  Nothing -> (error "Set.deleteFindMax: can not return the maximal element of an empty set", Tip)

minView :: Set a -> Maybe (a, Set a)
minView s = case lookupMin s of
  Nothing -> Nothing
  Just x -> let !rest = deleteMin s in Just (x, rest)

maxView :: Set a -> Maybe (a, Set a)
maxView s = case lookupMax s of
  Nothing -> Nothing
  Just x -> let !rest = deleteMax s in Just (x, rest)

-- Lists.

elems :: Set a -> [a]
elems s = toAscList s

toList :: Set a -> [a]
toList s = toAscList s

toAscList :: Set a -> [a]
toAscList s = foldr (:) [] s

toDescList :: Set a -> [a]
toDescList s = foldl (\xs x -> x : xs) [] s

-- | Ordered, balanced, and every size right.
valid :: Ord a => Set a -> Bool
valid s = ordered (toAscList s) && balanced s
  where
    ordered (x : rest@(y : _)) = x < y && ordered rest
    ordered _ = True
    balanced Tip = True
    balanced (Bin n _ l r) =
      n == size l + size r + 1
        && (size l + size r <= 1 || (size l <= 3 * size r && size r <= 3 * size l))
        && balanced l
        && balanced r
