{-# LANGUAGE NoImplicitPrelude #-}
-- | Lists with at least one element.
module Data.List.NonEmpty
  ( NonEmpty ((:|))
  , map, intersperse, scanl, scanr, scanl1, scanr1, transpose, sortBy, sortWith, length, head, tail, last, init
  , singleton, (<|), cons, uncons, unfoldr, sort, reverse, inits, tails, iterate, repeat, cycle, insert, some1
  , take, drop, splitAt, takeWhile, dropWhile, span, break, filter, partition
  , group, groupBy, groupWith, groupAllWith, group1, groupBy1, groupWith1, groupAllWith1
  , isPrefixOf, nub, nubBy, (!!), zip, zipWith, unzip, fromList, toList, nonEmpty, xor
  ) where

import Base
  ( Alternative, Bool, Eq ((/=), (==)), Foldable, Functor, Int, Maybe (Just, Nothing), NonEmpty ((:|)), Num ((+), (-))
  , Ord (compare, (<)), Ordering, comparing, error, fmap, fst, liftA2, many, on, otherwise, snd
  )
import qualified Base as B
import qualified Data.List as L

infixl 9 !!
infixr 5 <|

-- | For results that cannot be empty.
fromList :: [a] -> NonEmpty a
fromList (x : xs) = x :| xs
fromList [] = error "NonEmpty.fromList: empty list"

toList :: NonEmpty a -> [a]
toList (x :| xs) = x : xs

nonEmpty :: [a] -> Maybe (NonEmpty a)
nonEmpty [] = Nothing
nonEmpty (x : xs) = Just (x :| xs)

singleton :: a -> NonEmpty a
singleton x = x :| []

length :: NonEmpty a -> Int
length (_ :| xs) = 1 + B.length xs

head :: NonEmpty a -> a
head (x :| _) = x

tail :: NonEmpty a -> [a]
tail (_ :| xs) = xs

last :: NonEmpty a -> a
last (x :| xs) = B.last (x : xs)

init :: NonEmpty a -> [a]
init (x :| xs) = B.init (x : xs)

(<|) :: a -> NonEmpty a -> NonEmpty a
x <| (y :| ys) = x :| y : ys

cons :: a -> NonEmpty a -> NonEmpty a
cons x ys = x <| ys

uncons :: NonEmpty a -> (a, Maybe (NonEmpty a))
uncons (x :| xs) = (x, nonEmpty xs)

unfoldr :: (a -> (b, Maybe a)) -> a -> NonEmpty b
unfoldr f a = case f a of
  (b, next) ->
    b :| case next of
      Nothing -> []
      Just c -> toList (unfoldr f c)

map :: (a -> b) -> NonEmpty a -> NonEmpty b
map f (x :| xs) = f x :| B.map f xs

intersperse :: a -> NonEmpty a -> NonEmpty a
intersperse sep xs = fromList (L.intersperse sep (toList xs))

scanl :: Foldable f => (b -> a -> b) -> b -> f a -> NonEmpty b
scanl f z t = fromList (B.scanl f z (B.toList t))

scanr :: Foldable f => (a -> b -> b) -> b -> f a -> NonEmpty b
scanr f z t = fromList (B.scanr f z (B.toList t))

scanl1 :: (a -> a -> a) -> NonEmpty a -> NonEmpty a
scanl1 f (x :| xs) = fromList (B.scanl f x xs)

scanr1 :: (a -> a -> a) -> NonEmpty a -> NonEmpty a
scanr1 f (x :| xs) = fromList (B.scanr1 f (x : xs))

transpose :: NonEmpty (NonEmpty a) -> NonEmpty (NonEmpty a)
transpose xss = map fromList (fromList (L.transpose (B.map toList (toList xss))))

sort :: Ord a => NonEmpty a -> NonEmpty a
sort xs = fromList (L.sort (toList xs))

sortBy :: (a -> a -> Ordering) -> NonEmpty a -> NonEmpty a
sortBy cmp xs = fromList (L.sortBy cmp (toList xs))

sortWith :: Ord o => (a -> o) -> NonEmpty a -> NonEmpty a
sortWith f xs = sortBy (comparing f) xs

reverse :: NonEmpty a -> NonEmpty a
reverse xs = fromList (B.reverse (toList xs))

inits :: Foldable f => f a -> NonEmpty [a]
inits t = fromList (L.inits (B.toList t))

tails :: Foldable f => f a -> NonEmpty [a]
tails t = fromList (L.tails (B.toList t))

iterate :: (a -> a) -> a -> NonEmpty a
iterate f x = x :| B.iterate f (f x)

repeat :: a -> NonEmpty a
repeat x = x :| B.repeat x

cycle :: NonEmpty a -> NonEmpty a
cycle xs = fromList (B.cycle (toList xs))

insert :: (Foldable f, Ord a) => a -> f a -> NonEmpty a
insert x t = fromList (L.insert x (B.toList t))

some1 :: Alternative f => f a -> f (NonEmpty a)
some1 m = liftA2 (:|) m (many m)

take :: Int -> NonEmpty a -> [a]
take n xs = B.take n (toList xs)

drop :: Int -> NonEmpty a -> [a]
drop n xs = B.drop n (toList xs)

splitAt :: Int -> NonEmpty a -> ([a], [a])
splitAt n xs = B.splitAt n (toList xs)

takeWhile :: (a -> Bool) -> NonEmpty a -> [a]
takeWhile p xs = B.takeWhile p (toList xs)

dropWhile :: (a -> Bool) -> NonEmpty a -> [a]
dropWhile p xs = B.dropWhile p (toList xs)

span :: (a -> Bool) -> NonEmpty a -> ([a], [a])
span p xs = B.span p (toList xs)

break :: (a -> Bool) -> NonEmpty a -> ([a], [a])
break p xs = B.break p (toList xs)

filter :: (a -> Bool) -> NonEmpty a -> [a]
filter p xs = B.filter p (toList xs)

partition :: (a -> Bool) -> NonEmpty a -> ([a], [a])
partition p xs = L.partition p (toList xs)

group :: (Foldable f, Eq a) => f a -> [NonEmpty a]
group t = groupBy (==) t

groupBy :: Foldable f => (a -> a -> Bool) -> f a -> [NonEmpty a]
groupBy eq t = go (B.toList t)
  where
    go [] = []
    go (x : xs) =
      let parts = B.span (eq x) xs
       in (x :| fst parts) : go (snd parts)

groupWith :: (Foldable f, Eq b) => (a -> b) -> f a -> [NonEmpty a]
groupWith f t = groupBy (on (==) f) t

groupAllWith :: Ord b => (a -> b) -> [a] -> [NonEmpty a]
groupAllWith f xs = groupWith f (L.sortBy (comparing f) xs)

group1 :: Eq a => NonEmpty a -> NonEmpty (NonEmpty a)
group1 xs = groupBy1 (==) xs

groupBy1 :: (a -> a -> Bool) -> NonEmpty a -> NonEmpty (NonEmpty a)
groupBy1 eq xs = fromList (groupBy eq xs)

groupWith1 :: Eq b => (a -> b) -> NonEmpty a -> NonEmpty (NonEmpty a)
groupWith1 f xs = groupBy1 (on (==) f) xs

groupAllWith1 :: Ord b => (a -> b) -> NonEmpty a -> NonEmpty (NonEmpty a)
groupAllWith1 f xs = groupWith1 f (sortWith f xs)

isPrefixOf :: Eq a => [a] -> NonEmpty a -> Bool
isPrefixOf xs ys = L.isPrefixOf xs (toList ys)

nub :: Eq a => NonEmpty a -> NonEmpty a
nub xs = fromList (L.nub (toList xs))

nubBy :: (a -> a -> Bool) -> NonEmpty a -> NonEmpty a
nubBy eq xs = fromList (L.nubBy eq (toList xs))

(!!) :: NonEmpty a -> Int -> a
(x :| xs) !! n
  | n == 0 = x
  | n < 0 = error "NonEmpty.!! negative index"
  | otherwise = xs B.!! (n - 1)

zip :: NonEmpty a -> NonEmpty b -> NonEmpty (a, b)
zip (x :| xs) (y :| ys) = (x, y) :| B.zip xs ys

zipWith :: (a -> b -> c) -> NonEmpty a -> NonEmpty b -> NonEmpty c
zipWith f (x :| xs) (y :| ys) = f x y :| B.zipWith f xs ys

unzip :: Functor f => f (a, b) -> (f a, f b)
unzip xs = (fmap fst xs, fmap snd xs)

xor :: NonEmpty Bool -> Bool
xor (x :| xs) = B.foldr (/=) x xs
