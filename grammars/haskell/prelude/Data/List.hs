{-# LANGUAGE NoImplicitPrelude, BangPatterns #-}
-- | Lists.
module Data.List
  ( (++), head, last, tail, init, uncons, singleton, null, length
  , map, reverse, intersperse, intercalate, transpose, subsequences, permutations
  , foldl, foldl', foldl1, foldl1', foldr, foldr1
  , concat, concatMap, and, or, any, all, sum, product, maximum, minimum
  , scanl, scanl', scanl1, scanr, scanr1, mapAccumL, mapAccumR
  , iterate, iterate', repeat, replicate, cycle, unfoldr
  , take, drop, splitAt, takeWhile, dropWhile, dropWhileEnd, span, break
  , stripPrefix, group, inits, tails
  , isPrefixOf, isSuffixOf, isInfixOf, isSubsequenceOf
  , elem, notElem, lookup, find, filter, partition
  , (!!), elemIndex, elemIndices, findIndex, findIndices
  , zip, zip3, zip4, zip5, zip6, zip7
  , zipWith, zipWith3, zipWith4, zipWith5, zipWith6, zipWith7
  , unzip, unzip3, unzip4, unzip5, unzip6, unzip7
  , lines, words, unlines, unwords
  , nub, delete, (\\), union, intersect
  , sort, sortOn, sortBy, insert, insertBy
  , nubBy, deleteBy, deleteFirstsBy, unionBy, intersectBy, groupBy, maximumBy, minimumBy
  , genericLength, genericTake, genericDrop, genericSplitAt, genericIndex, genericReplicate
  ) where

import Base
import Data.Foldable (find, maximumBy, minimumBy)
import Data.Traversable (mapAccumL, mapAccumR)

infix 5 \\

uncons :: [a] -> Maybe (a, [a])
uncons [] = Nothing
uncons (x : xs) = Just (x, xs)

singleton :: a -> [a]
singleton x = [x]

intersperse :: a -> [a] -> [a]
intersperse _ [] = []
intersperse sep (x : xs) = x : separated sep xs

-- | Each element after a separator.
separated :: a -> [a] -> [a]
separated _ [] = []
separated sep (x : xs) = sep : x : separated sep xs

intercalate :: [a] -> [[a]] -> [a]
intercalate sep xss = concat (intersperse sep xss)

transpose :: [[a]] -> [[a]]
transpose [] = []
transpose ([] : xss) = transpose xss
transpose ((x : xs) : xss) =
  (x : [y | (y : _) <- xss]) : transpose (xs : [ys | (_ : ys) <- xss])

subsequences :: [a] -> [[a]]
subsequences xs = [] : nonEmptySubsequences xs

nonEmptySubsequences :: [a] -> [[a]]
nonEmptySubsequences [] = []
nonEmptySubsequences (x : xs) =
  [x] : foldr (\ys rest -> ys : (x : ys) : rest) [] (nonEmptySubsequences xs)

-- | Lazy in the way that @map (take n) (permutations [1 ..])@ works: the first elements move last.
permutations :: [a] -> [[a]]
permutations xs = xs : permuteFrom xs []

-- | All permutations but the first of the elements, after those that were taken already.
permuteFrom :: [a] -> [a] -> [[a]]
permuteFrom [] _ = []
permuteFrom (t : ts) taken = foldr interleave (permuteFrom ts (t : taken)) (permutations taken)
  where
    interleave xs rest = snd (insertEverywhere id xs rest)
    insertEverywhere _ [] rest = (ts, rest)
    insertEverywhere f (y : ys) rest =
      let inner = insertEverywhere (\zs -> f (y : zs)) ys rest
          us = fst inner
       in (y : us, f (t : y : us) : snd inner)

foldl1' :: (a -> a -> a) -> [a] -> a
foldl1' f (x : xs) = foldl' f x xs
foldl1' _ [] = emptyList "foldl1'"

scanl' :: (b -> a -> b) -> b -> [a] -> [b]
scanl' f !q xs =
  q : case xs of
    [] -> []
    y : ys -> scanl' f (f q y) ys

iterate' :: (a -> a) -> a -> [a]
iterate' f x =
  let y = f x
   in y `seq` (x : iterate' f y)

unfoldr :: (b -> Maybe (a, b)) -> b -> [a]
unfoldr f b = case f b of
  Nothing -> []
  Just (a, b') -> a : unfoldr f b'

dropWhileEnd :: (a -> Bool) -> [a] -> [a]
dropWhileEnd p xs = foldr (\x rest -> if p x && null rest then [] else x : rest) [] xs

stripPrefix :: Eq a => [a] -> [a] -> Maybe [a]
stripPrefix [] ys = Just ys
stripPrefix (x : xs) (y : ys)
  | x == y = stripPrefix xs ys
stripPrefix _ _ = Nothing

group :: Eq a => [a] -> [[a]]
group xs = groupBy (==) xs

groupBy :: (a -> a -> Bool) -> [a] -> [[a]]
groupBy _ [] = []
groupBy eq (x : xs) =
  let parts = span (eq x) xs
   in (x : fst parts) : groupBy eq (snd parts)

inits :: [a] -> [[a]]
inits xs =
  [] : case xs of
    [] -> []
    y : ys -> map (\zs -> y : zs) (inits ys)

tails :: [a] -> [[a]]
tails xs =
  xs : case xs of
    [] -> []
    _ : ys -> tails ys

isPrefixOf :: Eq a => [a] -> [a] -> Bool
isPrefixOf [] _ = True
isPrefixOf _ [] = False
isPrefixOf (x : xs) (y : ys) = x == y && isPrefixOf xs ys

isSuffixOf :: Eq a => [a] -> [a] -> Bool
isSuffixOf xs ys = case dropLength xs ys of
  Nothing -> False
  Just extra -> dropLengthOf extra ys == xs

-- | The second list without as many elements as the first one has; nothing when it is shorter.
dropLength :: [a] -> [b] -> Maybe [b]
dropLength [] ys = Just ys
dropLength _ [] = Nothing
dropLength (_ : xs) (_ : ys) = dropLength xs ys

dropLengthOf :: [a] -> [b] -> [b]
dropLengthOf (_ : xs) (_ : ys) = dropLengthOf xs ys
dropLengthOf _ ys = ys

isInfixOf :: Eq a => [a] -> [a] -> Bool
isInfixOf needle haystack = any (isPrefixOf needle) (tails haystack)

isSubsequenceOf :: Eq a => [a] -> [a] -> Bool
isSubsequenceOf [] _ = True
isSubsequenceOf _ [] = False
isSubsequenceOf xs@(x : rest) (y : ys)
  | x == y = isSubsequenceOf rest ys
  | otherwise = isSubsequenceOf xs ys

partition :: (a -> Bool) -> [a] -> ([a], [a])
partition p xs =
  foldr (\x rest -> if p x then (x : fst rest, snd rest) else (fst rest, x : snd rest)) ([], []) xs

elemIndex :: Eq a => a -> [a] -> Maybe Int
elemIndex x xs = findIndex (\y -> x == y) xs

elemIndices :: Eq a => a -> [a] -> [Int]
elemIndices x xs = findIndices (\y -> x == y) xs

findIndex :: (a -> Bool) -> [a] -> Maybe Int
findIndex p xs = indexFrom 0 p xs

indexFrom :: Int -> (a -> Bool) -> [a] -> Maybe Int
indexFrom _ _ [] = Nothing
indexFrom !i p (x : xs)
  | p x = Just i
  | otherwise = indexFrom (i + 1) p xs

findIndices :: (a -> Bool) -> [a] -> [Int]
findIndices p xs = indicesFrom 0 p xs

indicesFrom :: Int -> (a -> Bool) -> [a] -> [Int]
indicesFrom _ _ [] = []
indicesFrom !i p (x : xs)
  | p x = i : indicesFrom (i + 1) p xs
  | otherwise = indicesFrom (i + 1) p xs

zip4 :: [a] -> [b] -> [c] -> [d] -> [(a, b, c, d)]
zip4 as bs cs ds = zipWith4 (,,,) as bs cs ds

zip5 :: [a] -> [b] -> [c] -> [d] -> [e] -> [(a, b, c, d, e)]
zip5 as bs cs ds es = zipWith5 (,,,,) as bs cs ds es

zip6 :: [a] -> [b] -> [c] -> [d] -> [e] -> [f] -> [(a, b, c, d, e, f)]
zip6 as bs cs ds es fs = zipWith6 (,,,,,) as bs cs ds es fs

zip7 :: [a] -> [b] -> [c] -> [d] -> [e] -> [f] -> [g] -> [(a, b, c, d, e, f, g)]
zip7 as bs cs ds es fs gs = zipWith7 (,,,,,,) as bs cs ds es fs gs

zipWith4 :: (a -> b -> c -> d -> e) -> [a] -> [b] -> [c] -> [d] -> [e]
zipWith4 z (a : as) (b : bs) (c : cs) (d : ds) = z a b c d : zipWith4 z as bs cs ds
zipWith4 _ _ _ _ _ = []

zipWith5 :: (a -> b -> c -> d -> e -> f) -> [a] -> [b] -> [c] -> [d] -> [e] -> [f]
zipWith5 z (a : as) (b : bs) (c : cs) (d : ds) (e : es) = z a b c d e : zipWith5 z as bs cs ds es
zipWith5 _ _ _ _ _ _ = []

zipWith6 :: (a -> b -> c -> d -> e -> f -> g) -> [a] -> [b] -> [c] -> [d] -> [e] -> [f] -> [g]
zipWith6 z (a : as) (b : bs) (c : cs) (d : ds) (e : es) (f : fs) =
  z a b c d e f : zipWith6 z as bs cs ds es fs
zipWith6 _ _ _ _ _ _ _ = []

zipWith7 :: (a -> b -> c -> d -> e -> f -> g -> h) -> [a] -> [b] -> [c] -> [d] -> [e] -> [f] -> [g] -> [h]
zipWith7 z (a : as) (b : bs) (c : cs) (d : ds) (e : es) (f : fs) (g : gs) =
  z a b c d e f g : zipWith7 z as bs cs ds es fs gs
zipWith7 _ _ _ _ _ _ _ _ = []

unzip4 :: [(a, b, c, d)] -> ([a], [b], [c], [d])
unzip4 xs = foldr (\(a, b, c, d) ~(as, bs, cs, ds) -> (a : as, b : bs, c : cs, d : ds)) ([], [], [], []) xs

unzip5 :: [(a, b, c, d, e)] -> ([a], [b], [c], [d], [e])
unzip5 xs =
  foldr
    (\(a, b, c, d, e) ~(as, bs, cs, ds, es) -> (a : as, b : bs, c : cs, d : ds, e : es))
    ([], [], [], [], [])
    xs

unzip6 :: [(a, b, c, d, e, f)] -> ([a], [b], [c], [d], [e], [f])
unzip6 xs =
  foldr
    (\(a, b, c, d, e, f) ~(as, bs, cs, ds, es, fs) -> (a : as, b : bs, c : cs, d : ds, e : es, f : fs))
    ([], [], [], [], [], [])
    xs

unzip7 :: [(a, b, c, d, e, f, g)] -> ([a], [b], [c], [d], [e], [f], [g])
unzip7 xs =
  foldr
    ( \(a, b, c, d, e, f, g) ~(as, bs, cs, ds, es, fs, gs) ->
        (a : as, b : bs, c : cs, d : ds, e : es, f : fs, g : gs)
    )
    ([], [], [], [], [], [], [])
    xs

nub :: Eq a => [a] -> [a]
nub xs = nubAfter [] xs

nubAfter :: Eq a => [a] -> [a] -> [a]
nubAfter _ [] = []
nubAfter seen (x : xs)
  | elem x seen = nubAfter seen xs
  | otherwise = x : nubAfter (x : seen) xs

nubBy :: (a -> a -> Bool) -> [a] -> [a]
nubBy eq xs = go [] xs
  where
    go _ [] = []
    go seen (y : ys)
      | elemBy y seen = go seen ys
      | otherwise = y : go (y : seen) ys
    elemBy _ [] = False
    elemBy y (z : zs) = eq z y || elemBy y zs

delete :: Eq a => a -> [a] -> [a]
delete x xs = deleteBy (==) x xs

deleteBy :: (a -> a -> Bool) -> a -> [a] -> [a]
deleteBy _ _ [] = []
deleteBy eq x (y : ys)
  | eq x y = ys
  | otherwise = y : deleteBy eq x ys

deleteFirstsBy :: (a -> a -> Bool) -> [a] -> [a] -> [a]
deleteFirstsBy eq xs ys = foldl (flip (deleteBy eq)) xs ys

(\\) :: Eq a => [a] -> [a] -> [a]
xs \\ ys = foldl (flip delete) xs ys

union :: Eq a => [a] -> [a] -> [a]
union xs ys = unionBy (==) xs ys

unionBy :: (a -> a -> Bool) -> [a] -> [a] -> [a]
unionBy eq xs ys = xs ++ foldl (flip (deleteBy eq)) (nubBy eq ys) xs

intersect :: Eq a => [a] -> [a] -> [a]
intersect xs ys = intersectBy (==) xs ys

intersectBy :: (a -> a -> Bool) -> [a] -> [a] -> [a]
intersectBy _ [] _ = []
intersectBy _ _ [] = []
intersectBy eq xs ys = filter (\x -> any (eq x) ys) xs

sort :: Ord a => [a] -> [a]
sort xs = sortBy compare xs

sortOn :: Ord b => (a -> b) -> [a] -> [a]
sortOn f xs =
  map snd (sortBy (\p q -> compare (fst p) (fst q)) (map (\x -> let y = f x in y `seq` (y, x)) xs))

-- | A stable bottom-up merge sort over the runs that are there already.
sortBy :: (a -> a -> Ordering) -> [a] -> [a]
sortBy cmp list = mergeAll (runs list)
  where
    runs (a : b : xs) = case cmp a b of
      GT -> descending b [a] xs
      _ -> ascending b (\ys -> a : ys) xs
    runs xs = [xs]

    descending a as (b : bs)
      | GT <- cmp a b = descending b (a : as) bs
    descending a as bs = (a : as) : runs bs

    ascending a as (b : bs)
      | isNotGT (cmp a b) = ascending b (\ys -> as (a : ys)) bs
    ascending a as bs =
      let !run = as [a]
       in run : runs bs

    isNotGT GT = False
    isNotGT _ = True

    mergeAll [xs] = xs
    mergeAll xss = mergeAll (mergePairs xss)

    mergePairs (xs : ys : rest) =
      let !merged = merge xs ys
       in merged : mergePairs rest
    mergePairs xss = xss

    merge as@(a : as') bs@(b : bs') = case cmp a b of
      GT -> b : merge as bs'
      _ -> a : merge as' bs
    merge [] bs = bs
    merge as [] = as

insert :: Ord a => a -> [a] -> [a]
insert x xs = insertBy compare x xs

insertBy :: (a -> a -> Ordering) -> a -> [a] -> [a]
insertBy _ x [] = [x]
insertBy cmp x ys@(y : rest) = case cmp x y of
  GT -> y : insertBy cmp x rest
  _ -> x : ys

genericLength :: Num i => [a] -> i
genericLength [] = 0
genericLength (_ : xs) = 1 + genericLength xs

genericTake :: Integral i => i -> [a] -> [a]
genericTake n xs
  | n <= 0 = []
  | otherwise = case xs of
      [] -> []
      y : ys -> y : genericTake (n - 1) ys

genericDrop :: Integral i => i -> [a] -> [a]
genericDrop n xs
  | n <= 0 = xs
  | otherwise = case xs of
      [] -> []
      _ : ys -> genericDrop (n - 1) ys

genericSplitAt :: Integral i => i -> [a] -> ([a], [a])
genericSplitAt n xs
  | n <= 0 = ([], xs)
  | otherwise = case xs of
      [] -> ([], [])
      y : ys ->
        let parts = genericSplitAt (n - 1) ys
         in (y : fst parts, snd parts)

genericIndex :: Integral i => [a] -> i -> a
genericIndex (x : xs) n
  | n == 0 = x
  | n > 0 = genericIndex xs (n - 1)
  | otherwise = errorWithoutStackTrace "List.genericIndex: negative argument."
genericIndex [] _ = errorWithoutStackTrace "List.genericIndex: index too large."

genericReplicate :: Integral i => i -> a -> [a]
genericReplicate n x = genericTake n (repeat x)
