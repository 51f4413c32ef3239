{-# LANGUAGE NoImplicitPrelude, BangPatterns #-}
-- | Sequences: trees in balance by size (the balance of Data.Set), elements by position. What GHC has as the pattern
-- synonyms @Empty@, @:<|@ and @:|>@ are here constructors of the two views; the front end matches them through
-- 'viewFront' and 'viewBack', and builds with 'empty', '<|' and '|>'.
module Data.Sequence
  ( Seq (Empty, (:<|), (:|>)), ViewL (EmptyL, (:<)), ViewR (EmptyR, (:>))
  , empty, singleton, (<|), (|>), (><), fromList, fromFunction, replicate, replicateA, replicateM, cycleTaking
  , iterateN, unfoldr, unfoldl, null, length, viewl, viewr, scanl, scanl1, scanr, scanr1, tails, inits, chunksOf
  , takeWhileL, takeWhileR, dropWhileL, dropWhileR, spanl, spanr, breakl, breakr, partition, filter
  , sort, sortBy, sortOn, unstableSort, unstableSortBy, unstableSortOn
  , lookup, (!?), index, adjust, adjust', update, take, drop, insertAt, deleteAt, splitAt
  , elemIndexL, elemIndicesL, elemIndexR, elemIndicesR, findIndexL, findIndicesL, findIndexR, findIndicesR
  , foldMapWithIndex, foldlWithIndex, foldrWithIndex, mapWithIndex, traverseWithIndex
  , reverse, intersperse, zip, zipWith, zip3, zipWith3, zip4, zipWith4, unzip, unzipWith
  , viewFront, viewBack
  ) where

import Base hiding
  ( drop, empty, filter, length, lookup, null, replicate, reverse, scanl, scanl1, scanr, scanr1, splitAt, take, unzip, zip
  , zip3, zipWith, zipWith3
  )
import qualified Base as B
import qualified Data.List as L

infixr 5 <|, :<|, :<, ><
infixl 5 |>, :|>, :>
infixl 9 !?

-- | Size, element, the elements before it, those behind it.
data Seq a
  = Tip
  | Bin !Int a !(Seq a) !(Seq a)

data Front a = Empty | a :<| Seq a

data Back a = None | Seq a :|> a

data ViewL a = EmptyL | a :< Seq a

data ViewR a = EmptyR | Seq a :> a

viewFront :: Seq a -> Front a
viewFront Tip = Empty
viewFront s = case firstOf s of
  (x, rest) -> x :<| rest

viewBack :: Seq a -> Back a
viewBack Tip = None
viewBack s = case lastOf s of
  (rest, x) -> rest :|> x

viewl :: Seq a -> ViewL a
viewl Tip = EmptyL
viewl s = case firstOf s of
  (x, rest) -> x :< rest

viewr :: Seq a -> ViewR a
viewr Tip = EmptyR
viewr s = case lastOf s of
  (rest, x) -> rest :> x

instance Eq a => Eq (Seq a) where
  s == t = length s == length t && toList s == toList t

instance Ord a => Ord (Seq a) where
  compare s t = compare (toList s) (toList t)

instance Show a => Show (Seq a) where
  showsPrec d s = showParen (d > 10) (\r -> "fromList " ++ shows (toList s) r)

instance Read a => Read (Seq a) where
  readsPrec d = readUnaryList "fromList" fromList d

instance Eq a => Eq (ViewL a) where
  EmptyL == EmptyL = True
  (x :< s) == (y :< t) = x == y && s == t
  _ == _ = False

instance Ord a => Ord (ViewL a) where
  compare v w = compare (frontList v) (frontList w)

instance Show a => Show (ViewL a) where
  showsPrec _ EmptyL = showString "EmptyL"
  showsPrec d (x :< s) = showParen (d > 5) (\r -> showsPrec 6 x (" :< " ++ showsPrec 6 s r))

instance Functor ViewL where
  fmap _ EmptyL = EmptyL
  fmap f (x :< s) = f x :< fmap f s

instance Foldable ViewL where
  foldr f z v = listFoldr f z (frontList v)

frontList :: ViewL a -> [a]
frontList EmptyL = []
frontList (x :< s) = x : toList s

instance Eq a => Eq (ViewR a) where
  EmptyR == EmptyR = True
  (s :> x) == (t :> y) = s == t && x == y
  _ == _ = False

instance Ord a => Ord (ViewR a) where
  compare v w = compare (backList v) (backList w)

instance Show a => Show (ViewR a) where
  showsPrec _ EmptyR = showString "EmptyR"
  showsPrec d (s :> x) = showParen (d > 5) (\r -> showsPrec 6 s (" :> " ++ showsPrec 6 x r))

instance Functor ViewR where
  fmap _ EmptyR = EmptyR
  fmap f (s :> x) = fmap f s :> f x

instance Foldable ViewR where
  foldr f z v = listFoldr f z (backList v)

backList :: ViewR a -> [a]
backList EmptyR = []
backList (s :> x) = toList s ++ [x]

instance Semigroup (Seq a) where
  s <> t = s >< t

instance Monoid (Seq a) where
  mempty = Tip

instance IsChar a => IsString (Seq a) where
  fromString s = fromList (fromString s)

instance Functor Seq where
  fmap _ Tip = Tip
  fmap f (Bin n x l r) = Bin n (f x) (fmap f l) (fmap f r)

instance Applicative Seq where
  pure x = singleton x
  fs <*> xs = fromList (toList fs <*> toList xs)
  s *> t = cycleTaking (length s * length t) t

instance Monad Seq where
  s >>= k = foldl' (\t x -> t >< k x) Tip s

instance MonadFail Seq where
  fail _ = Tip

instance Alternative Seq where
  empty = Tip
  s <|> t = s >< t

instance MonadPlus Seq

instance Foldable Seq where
  foldMap f t = case t of
    Tip -> mempty
    Bin 1 x _ _ -> f x
    Bin _ x l r -> foldMap f l <> (f x <> foldMap f r)
  foldr f z t = case t of
    Tip -> z
    Bin _ x l r -> foldr f (f x (foldr f z r)) l
  foldl f z t = case t of
    Tip -> z
    Bin _ x l r -> foldl f (f (foldl f z l) x) r
  foldr' f !z t = case t of
    Tip -> z
    Bin _ x l r -> let !z' = foldr' f z r in let !z'' = f x z' in foldr' f z'' l
  foldl' f !z t = case t of
    Tip -> z
    Bin _ x l r -> let !z' = foldl' f z l in let !z'' = f z' x in foldl' f z'' r
  null t = null t
  length t = length t

instance Traversable Seq where
  traverse _ Tip = pure Tip
  traverse f (Bin n x l r) = liftA3 (\l' x' r' -> Bin n x' l' r') (traverse f l) (f x) (traverse f r)

-- Balance.

bin :: a -> Seq a -> Seq a -> Seq a
bin x l r = Bin (length l + length r + 1) x l r

-- | A node whose subtrees may be out of balance by one insertion or deletion.
balance :: a -> Seq a -> Seq a -> Seq a
balance x l r
  | sl + sr <= 1 = Bin (sl + sr + 1) x l r
  | sr > 3 * sl = rotateLeft x l r
  | sl > 3 * sr = rotateRight x l r
  | otherwise = Bin (sl + sr + 1) x l r
  where
    !sl = length l
    !sr = length r

rotateLeft :: a -> Seq a -> Seq a -> Seq a
rotateLeft x l (Bin _ y m r)
  | length m < 2 * length r = bin y (bin x l m) r
  | Bin _ z m1 m2 <- m = bin z (bin x l m1) (bin y m2 r)
rotateLeft x l r = bin x l r

rotateRight :: a -> Seq a -> Seq a -> Seq a
rotateRight x (Bin _ y l m) r
  | length m < 2 * length l = bin y l (bin x m r)
  | Bin _ z m1 m2 <- m = bin z (bin y l m1) (bin x m2 r)
rotateRight x l r = bin x l r

-- | Any two trees with an element between them.
link :: a -> Seq a -> Seq a -> Seq a
link x Tip r = x <| r
link x l Tip = l |> x
link x l@(Bin sl y ly ry) r@(Bin sr z lz rz)
  | 3 * sl < sr = balance z (link x l lz) rz
  | 3 * sr < sl = balance y ly (link x ry r)
  | otherwise = Bin (sl + sr + 1) x l r

firstOf :: Seq a -> (a, Seq a)
firstOf (Bin _ x Tip r) = (x, r)
firstOf (Bin _ x l r) = case firstOf l of
  (y, l') -> (y, balance x l' r)
firstOf Tip = emptyList "head"

lastOf :: Seq a -> (Seq a, a)
lastOf (Bin _ x l Tip) = (l, x)
lastOf (Bin _ x l r) = case lastOf r of
  (r', y) -> (balance x l r', y)
lastOf Tip = emptyList "last"

-- Construction.

empty :: Seq a
empty = Tip

singleton :: a -> Seq a
singleton x = Bin 1 x Tip Tip

(<|) :: a -> Seq a -> Seq a
x <| Tip = singleton x
x <| Bin _ y l r = balance y (x <| l) r

(|>) :: Seq a -> a -> Seq a
Tip |> x = singleton x
Bin _ y l r |> x = balance y l (r |> x)

(><) :: Seq a -> Seq a -> Seq a
Tip >< t = t
s >< Tip = s
s >< t = case firstOf t of
  (x, t') -> link x s t'

fromList :: [a] -> Seq a
fromList xs = fst (build (primListLength xs) xs)

-- | The first elements as a tree, and the others.
build :: Int -> [a] -> (Seq a, [a])
build 0 xs = (Tip, xs)
build n xs = case build (n `quot` 2) xs of
  (l, x : rest) -> case build (n - n `quot` 2 - 1) rest of
    (r, rest') -> (Bin n x l r, rest')
  (l, []) -> (l, [])

fromFunction :: Int -> (Int -> a) -> Seq a
fromFunction n f
  | n < 0 = errorWithoutStackTrace "Data.Sequence.fromFunction called with negative len"
  | otherwise = fmap f (fromList (primListRangeInt 0 (n - 1)))

replicate :: Int -> a -> Seq a
replicate n x
  | n < 0 = errorWithoutStackTrace "replicate takes a nonnegative integer argument"
  | otherwise = fromFunction n (\_ -> x)

replicateA :: Applicative f => Int -> f a -> f (Seq a)
replicateA n m
  | n < 0 = errorWithoutStackTrace "replicateA takes a nonnegative integer argument"
  | otherwise = traverse (\_ -> m) (replicate n ())

replicateM :: Applicative f => Int -> f a -> f (Seq a)
replicateM n m = replicateA n m

cycleTaking :: Int -> Seq a -> Seq a
cycleTaking n s
  | n <= 0 = Tip
  | null s = errorWithoutStackTrace "cycleTaking cannot take a positive number of elements from an empty cycle."
  | otherwise = fromList (B.take n (cycle (toList s)))

iterateN :: Int -> (a -> a) -> a -> Seq a
iterateN n f x
  | n < 0 = errorWithoutStackTrace "iterateN takes a nonnegative integer argument"
  | otherwise = fromList (B.take n (iterate f x))

unfoldr :: (b -> Maybe (a, b)) -> b -> Seq a
unfoldr f b = fromList (L.unfoldr f b)

unfoldl :: (b -> Maybe (b, a)) -> b -> Seq a
unfoldl f b = fromList (unfoldingl f b [])

unfoldingl :: (b -> Maybe (b, a)) -> b -> [a] -> [a]
unfoldingl f b xs = case f b of
  Nothing -> xs
  Just (b', x) -> unfoldingl f b' (x : xs)

-- Queries.

null :: Seq a -> Bool
null Tip = True
null _ = False

length :: Seq a -> Int
length Tip = 0
length (Bin n _ _ _) = n

lookup :: Int -> Seq a -> Maybe a
lookup _ Tip = Nothing
lookup i (Bin _ x l r) = case compare i n of
  LT -> lookup i l
  EQ -> Just x
  GT -> lookup (i - n - 1) r
  where
    n = length l

(!?) :: Seq a -> Int -> Maybe a
s !? i = lookup i s

index :: Seq a -> Int -> a
index s i = case lookup i s of
  Just x -> x
  Nothing -> errorWithoutStackTrace ("index out of bounds in call to: Data.Sequence.index " ++ show i)

-- Changes at a position.

adjust :: (a -> a) -> Int -> Seq a -> Seq a
adjust _ _ Tip = Tip
adjust f i (Bin s x l r) = case compare i n of
  LT -> Bin s x (adjust f i l) r
  EQ -> Bin s (f x) l r
  GT -> Bin s x l (adjust f (i - n - 1) r)
  where
    n = length l

adjust' :: (a -> a) -> Int -> Seq a -> Seq a
adjust' f i s = case lookup i s of
  Nothing -> s
  Just x -> let !x' = f x in update i x' s

update :: Int -> a -> Seq a -> Seq a
update i x s = adjust (\_ -> x) i s

insertAt :: Int -> a -> Seq a -> Seq a
insertAt i x s = case splitAt i s of
  (l, r) -> link x l r

deleteAt :: Int -> Seq a -> Seq a
deleteAt i s
  | i < 0 || i >= length s = s
  | otherwise = take i s >< drop (i + 1) s

take :: Int -> Seq a -> Seq a
take i s = fst (splitAt i s)

drop :: Int -> Seq a -> Seq a
drop i s = snd (splitAt i s)

splitAt :: Int -> Seq a -> (Seq a, Seq a)
splitAt i s
  | i <= 0 = (Tip, s)
  | i >= length s = (s, Tip)
  | otherwise = splitInside i s

splitInside :: Int -> Seq a -> (Seq a, Seq a)
splitInside _ Tip = (Tip, Tip)
splitInside i (Bin _ x l r)
  | i <= n = case splitInside i l of
      (a, b) -> (a, link x b r)
  | otherwise = case splitInside (i - n - 1) r of
      (a, b) -> (link x l a, b)
  where
    n = length l

-- Parts.

scanl :: (b -> a -> b) -> b -> Seq a -> Seq b
scanl f z s = fromList (B.scanl f z (toList s))

scanl1 :: (a -> a -> a) -> Seq a -> Seq a
scanl1 f s
  | null s = errorWithoutStackTrace "scanl1 takes a nonempty sequence as an argument"
  | otherwise = fromList (B.scanl1 f (toList s))

scanr :: (a -> b -> b) -> b -> Seq a -> Seq b
scanr f z s = fromList (B.scanr f z (toList s))

scanr1 :: (a -> a -> a) -> Seq a -> Seq a
scanr1 f s
  | null s = errorWithoutStackTrace "scanr1 takes a nonempty sequence as an argument"
  | otherwise = fromList (B.scanr1 f (toList s))

tails :: Seq a -> Seq (Seq a)
tails s = fromFunction (length s + 1) (\i -> drop i s)

inits :: Seq a -> Seq (Seq a)
inits s = fromFunction (length s + 1) (\i -> take i s)

chunksOf :: Int -> Seq a -> Seq (Seq a)
chunksOf n s
  | null s = Tip
  | n <= 0 =
      errorWithoutStackTrace
        "chunksOf: A non-empty sequence can only be broken up into positively-sized chunks."
  | otherwise = case splitAt n s of
      (chunk, rest) -> chunk <| chunksOf n rest

takeWhileL :: (a -> Bool) -> Seq a -> Seq a
takeWhileL p s = fst (spanl p s)

takeWhileR :: (a -> Bool) -> Seq a -> Seq a
takeWhileR p s = fst (spanr p s)

dropWhileL :: (a -> Bool) -> Seq a -> Seq a
dropWhileL p s = snd (spanl p s)

dropWhileR :: (a -> Bool) -> Seq a -> Seq a
dropWhileR p s = snd (spanr p s)

spanl :: (a -> Bool) -> Seq a -> (Seq a, Seq a)
spanl p s = breakl (\x -> not (p x)) s

-- | The longest end whose elements all fit, and what is before it.
spanr :: (a -> Bool) -> Seq a -> (Seq a, Seq a)
spanr p s = breakr (\x -> not (p x)) s

breakl :: (a -> Bool) -> Seq a -> (Seq a, Seq a)
breakl p s = case findIndexL p s of
  Nothing -> (s, Tip)
  Just i -> splitAt i s

breakr :: (a -> Bool) -> Seq a -> (Seq a, Seq a)
breakr p s = case findIndexR p s of
  Nothing -> (s, Tip)
  Just i -> swap (splitAt (i + 1) s)

partition :: (a -> Bool) -> Seq a -> (Seq a, Seq a)
partition p s = (filter p s, filter (\x -> not (p x)) s)

filter :: (a -> Bool) -> Seq a -> Seq a
filter p s = fromList (B.filter p (toList s))

-- Order.

sort :: Ord a => Seq a -> Seq a
sort s = fromList (L.sort (toList s))

sortBy :: (a -> a -> Ordering) -> Seq a -> Seq a
sortBy f s = fromList (L.sortBy f (toList s))

sortOn :: Ord b => (a -> b) -> Seq a -> Seq a
sortOn f s = fromList (L.sortOn f (toList s))

unstableSort :: Ord a => Seq a -> Seq a
unstableSort s = sort s

unstableSortBy :: (a -> a -> Ordering) -> Seq a -> Seq a
unstableSortBy f s = sortBy f s

unstableSortOn :: Ord b => (a -> b) -> Seq a -> Seq a
unstableSortOn f s = sortOn f s

-- Positions.

elemIndexL :: Eq a => a -> Seq a -> Maybe Int
elemIndexL x s = findIndexL (\y -> x == y) s

elemIndexR :: Eq a => a -> Seq a -> Maybe Int
elemIndexR x s = findIndexR (\y -> x == y) s

elemIndicesL :: Eq a => a -> Seq a -> [Int]
elemIndicesL x s = findIndicesL (\y -> x == y) s

elemIndicesR :: Eq a => a -> Seq a -> [Int]
elemIndicesR x s = findIndicesR (\y -> x == y) s

findIndexL :: (a -> Bool) -> Seq a -> Maybe Int
findIndexL p s = firstIndex (findIndicesL p s)

findIndexR :: (a -> Bool) -> Seq a -> Maybe Int
findIndexR p s = firstIndex (findIndicesR p s)

firstIndex :: [Int] -> Maybe Int
firstIndex [] = Nothing
firstIndex (i : _) = Just i

findIndicesL :: (a -> Bool) -> Seq a -> [Int]
findIndicesL p s = foldrWithIndex (\i x is -> if p x then i : is else is) [] s

findIndicesR :: (a -> Bool) -> Seq a -> [Int]
findIndicesR p s = foldlWithIndex (\is i x -> if p x then i : is else is) [] s

foldMapWithIndex :: Monoid m => (Int -> a -> m) -> Seq a -> m
foldMapWithIndex f s = fold (mapWithIndex f s)

foldlWithIndex :: (b -> Int -> a -> b) -> b -> Seq a -> b
foldlWithIndex f z s = foldl (\b (i, x) -> f b i x) z (mapWithIndex (\i x -> (i, x)) s)

foldrWithIndex :: (Int -> a -> b -> b) -> b -> Seq a -> b
foldrWithIndex f z s = foldr (\(i, x) b -> f i x b) z (mapWithIndex (\i x -> (i, x)) s)

mapWithIndex :: (Int -> a -> b) -> Seq a -> Seq b
mapWithIndex f s = mapFrom f 0 s

mapFrom :: (Int -> a -> b) -> Int -> Seq a -> Seq b
mapFrom _ _ Tip = Tip
mapFrom f i (Bin n x l r) =
  let !j = i + length l
   in Bin n (f j x) (mapFrom f i l) (mapFrom f (j + 1) r)

traverseWithIndex :: Applicative f => (Int -> a -> f b) -> Seq a -> f (Seq b)
traverseWithIndex f s = sequenceA (mapWithIndex f s)

-- Transformations.

reverse :: Seq a -> Seq a
reverse Tip = Tip
reverse (Bin n x l r) = Bin n x (reverse r) (reverse l)

intersperse :: a -> Seq a -> Seq a
intersperse x s = fromList (L.intersperse x (toList s))

zip :: Seq a -> Seq b -> Seq (a, b)
zip s t = zipWith (\x y -> (x, y)) s t

zipWith :: (a -> b -> c) -> Seq a -> Seq b -> Seq c
zipWith f s t = fromList (B.zipWith f (toList s) (toList t))

zip3 :: Seq a -> Seq b -> Seq c -> Seq (a, b, c)
zip3 s t u = zipWith3 (\x y z -> (x, y, z)) s t u

zipWith3 :: (a -> b -> c -> d) -> Seq a -> Seq b -> Seq c -> Seq d
zipWith3 f s t u = fromList (B.zipWith3 f (toList s) (toList t) (toList u))

zip4 :: Seq a -> Seq b -> Seq c -> Seq d -> Seq (a, b, c, d)
zip4 s t u v = zipWith4 (\x y z w -> (x, y, z, w)) s t u v

zipWith4 :: (a -> b -> c -> d -> e) -> Seq a -> Seq b -> Seq c -> Seq d -> Seq e
zipWith4 f s t u v = fromList (L.zipWith4 f (toList s) (toList t) (toList u) (toList v))

unzip :: Seq (a, b) -> (Seq a, Seq b)
unzip s = unzipWith id s

unzipWith :: (a -> (b, c)) -> Seq a -> (Seq b, Seq c)
unzipWith f s =
  let pairs = fmap f s
   in (fmap (\p -> fst p) pairs, fmap (\p -> snd p) pairs)
