{-# LANGUAGE NoImplicitPrelude, BangPatterns #-}
-- | Text: strings that are evaluated to their end. Case conversion that lengthens a text is known for Latin-1 only.
module Data.Text
  ( Text
  , pack, unpack, singleton, empty, cons, snoc, append, uncons, unsnoc, head, last, tail, init, null, length
  , compareLength, copy, map, intercalate, intersperse, transpose, reverse, replace
  , toCaseFold, toLower, toUpper, toTitle, justifyLeft, justifyRight, center
  , foldl, foldl', foldl1, foldl1', foldr, foldr1, concat, concatMap, any, all, maximum, minimum
  , scanl, scanl1, scanr, scanr1, mapAccumL, mapAccumR, replicate, unfoldr, unfoldrN
  , take, takeEnd, drop, dropEnd, takeWhile, takeWhileEnd, dropWhile, dropWhileEnd, dropAround
  , strip, stripStart, stripEnd, splitAt, breakOn, breakOnEnd, break, span, group, groupBy, inits, tails
  , splitOn, split, chunksOf, lines, words, unlines, unwords
  , isPrefixOf, isSuffixOf, isInfixOf, stripPrefix, stripSuffix, commonPrefixes
  , filter, breakOnAll, find, elem, partition, index, findIndex, count, zip, zipWith
  ) where

import Base
  ( Bool (False, True), Char, Eq ((==)), Int, IsString (fromString), Maybe (Just, Nothing), Monoid (mconcat, mempty)
  , Num ((*), (+), (-)), Ord (compare, max, (<), (<=), (>), (>=)), Ordering, Read (readsPrec), Semigroup ((<>)), Show (showsPrec)
  , String, errorWithoutStackTrace, isAlpha, isSpace, not, otherwise, quot, seq, (&&), (++), (.)
  )
import qualified Base as B
import qualified Data.Char as C
import qualified Data.List as L

-- | The string is evaluated to its end.
newtype Text = Text String

instance Eq Text where
  Text s == Text t = s == t

instance Ord Text where
  compare (Text s) (Text t) = compare s t

instance Show Text where
  showsPrec d t = showsPrec d (unpack t)

instance Read Text where
  readsPrec d s = [(pack x, t) | (x, t) <- readsPrec d s]

instance Semigroup Text where
  s <> t = append s t

instance Monoid Text where
  mempty = empty
  mconcat ts = concat ts

instance IsString Text where
  fromString s = pack s

-- | A text of these characters, all of them evaluated.
make :: String -> Text
make s = evaluate s `seq` Text s

evaluate :: String -> ()
evaluate [] = ()
evaluate (c : cs) = c `seq` evaluate cs

emptyInput :: String -> a
emptyInput name = errorWithoutStackTrace ("Data.Text." ++ name ++ ": empty input")

emptyStream :: String -> String -> a
emptyStream name what = errorWithoutStackTrace ("Data.Text.Internal.Fusion.Common." ++ name ++ ": " ++ what)

pack :: String -> Text
pack s = make (B.map (\c -> if B.ord c >= 55296 && B.ord c <= 57343 then '\65533' else c) s)

unpack :: Text -> String
unpack (Text s) = s

singleton :: Char -> Text
singleton c = pack [c]

empty :: Text
empty = Text ""

cons :: Char -> Text -> Text
cons c (Text s) = make (c : s)

snoc :: Text -> Char -> Text
snoc (Text s) c = make (s ++ [c])

append :: Text -> Text -> Text
append (Text s) (Text t) = Text (s ++ t)

uncons :: Text -> Maybe (Char, Text)
uncons (Text []) = Nothing
uncons (Text (c : s)) = Just (c, Text s)

unsnoc :: Text -> Maybe (Text, Char)
unsnoc (Text []) = Nothing
unsnoc (Text s) = Just (Text (B.init s), B.last s)

head :: Text -> Char
head (Text (c : _)) = c
head (Text []) = emptyStream "head" "Empty stream"

last :: Text -> Char
last (Text []) = emptyInput "last"
last (Text s) = B.last s

tail :: Text -> Text
tail (Text (_ : s)) = Text s
tail (Text []) = emptyInput "tail"

init :: Text -> Text
init (Text []) = emptyInput "init"
init (Text s) = Text (B.init s)

null :: Text -> Bool
null (Text []) = True
null _ = False

length :: Text -> Int
length (Text s) = B.length s

compareLength :: Text -> Int -> Ordering
compareLength t n = compare (length t) n

copy :: Text -> Text
copy t = t

map :: (Char -> Char) -> Text -> Text
map f (Text s) = pack (B.map f s)

intercalate :: Text -> [Text] -> Text
intercalate (Text sep) ts = make (L.intercalate sep (B.map unpack ts))

intersperse :: Char -> Text -> Text
intersperse c (Text s) = make (L.intersperse c s)

transpose :: [Text] -> [Text]
transpose ts = B.map Text (L.transpose (B.map unpack ts))

reverse :: Text -> Text
reverse (Text s) = Text (B.reverse s)

replace :: Text -> Text -> Text -> Text
replace needle with t
  | null needle = emptyInput "replace"
  | otherwise = intercalate with (splitOn needle t)

toCaseFold :: Text -> Text
toCaseFold (Text s) = make (B.concatMap fold s)
  where
    fold c
      | c == '\223' = "ss"
      | c == '\181' = "\956"
      | otherwise = [C.toLower c]

toLower :: Text -> Text
toLower (Text s) = make (B.map C.toLower s)

toUpper :: Text -> Text
toUpper (Text s) = make (B.concatMap (\c -> if c == '\223' then "SS" else [C.toUpper c]) s)

-- | A letter after a letter, or after a letter and an apostrophe, becomes small; other letters become capitals.
toTitle :: Text -> Text
toTitle (Text s) = make (go False s)
  where
    go _ [] = []
    go inside (c : cs)
      | isAlpha c = if inside then C.toLower c : go True cs else capital c ++ go True cs
      | otherwise = c : go (inside && c == '\'') cs
    capital c = if c == '\223' then "Ss" else [C.toTitle c]

justifyLeft :: Int -> Char -> Text -> Text
justifyLeft n c (Text s) = make (s ++ B.replicate (n - B.length s) c)

justifyRight :: Int -> Char -> Text -> Text
justifyRight n c (Text s) = make (B.replicate (n - B.length s) c ++ s)

center :: Int -> Char -> Text -> Text
center n c (Text s) = make (B.replicate left c ++ s ++ B.replicate right c)
  where
    missing = max 0 (n - B.length s)
    right = quot missing 2
    left = missing - right

foldl :: (a -> Char -> a) -> a -> Text -> a
foldl f z (Text s) = B.foldl f z s

foldl' :: (a -> Char -> a) -> a -> Text -> a
foldl' f z (Text s) = B.foldl' f z s

foldl1 :: (Char -> Char -> Char) -> Text -> Char
foldl1 _ (Text []) = emptyStream "foldl1" "Internal error"
foldl1 f (Text s) = B.foldl1 f s

foldl1' :: (Char -> Char -> Char) -> Text -> Char
foldl1' _ (Text []) = emptyStream "foldl1'" "Internal error"
foldl1' f (Text s) = L.foldl1' f s

foldr :: (Char -> a -> a) -> a -> Text -> a
foldr f z (Text s) = B.foldr f z s

foldr1 :: (Char -> Char -> Char) -> Text -> Char
foldr1 _ (Text []) = emptyStream "foldr1" "Internal error"
foldr1 f (Text s) = B.foldr1 f s

concat :: [Text] -> Text
concat ts = make (B.concatMap unpack ts)

concatMap :: (Char -> Text) -> Text -> Text
concatMap f (Text s) = make (B.concatMap (\c -> unpack (f c)) s)

any :: (Char -> Bool) -> Text -> Bool
any p (Text s) = B.any p s

all :: (Char -> Bool) -> Text -> Bool
all p (Text s) = B.all p s

maximum :: Text -> Char
maximum (Text []) = emptyStream "maximum" "Internal error"
maximum (Text s) = B.maximum s

minimum :: Text -> Char
minimum (Text []) = emptyStream "minimum" "Internal error"
minimum (Text s) = B.minimum s

scanl :: (Char -> Char -> Char) -> Char -> Text -> Text
scanl f c (Text s) = pack (B.scanl f c s)

scanl1 :: (Char -> Char -> Char) -> Text -> Text
scanl1 f (Text s) = pack (B.scanl1 f s)

scanr :: (Char -> Char -> Char) -> Char -> Text -> Text
scanr f c (Text s) = pack (B.scanr f c s)

scanr1 :: (Char -> Char -> Char) -> Text -> Text
scanr1 f (Text s) = pack (B.scanr1 f s)

mapAccumL :: (a -> Char -> (a, Char)) -> a -> Text -> (a, Text)
mapAccumL f z (Text s) = case L.mapAccumL f z s of
  (acc, t) -> (acc, pack t)

mapAccumR :: (a -> Char -> (a, Char)) -> a -> Text -> (a, Text)
mapAccumR f z (Text s) = case L.mapAccumR f z s of
  (acc, t) -> (acc, pack t)

replicate :: Int -> Text -> Text
replicate n (Text s) = make (B.concat (B.replicate n s))

unfoldr :: (a -> Maybe (Char, a)) -> a -> Text
unfoldr f z = pack (L.unfoldr f z)

unfoldrN :: Int -> (a -> Maybe (Char, a)) -> a -> Text
unfoldrN n f z = pack (B.take n (L.unfoldr f z))

take :: Int -> Text -> Text
take n (Text s) = make (B.take n s)

takeEnd :: Int -> Text -> Text
takeEnd n t@(Text s)
  | n <= 0 = empty
  | otherwise = Text (B.drop (length t - n) s)

drop :: Int -> Text -> Text
drop n (Text s) = make (B.drop n s)

dropEnd :: Int -> Text -> Text
dropEnd n t@(Text s)
  | n <= 0 = t
  | otherwise = make (B.take (length t - n) s)

takeWhile :: (Char -> Bool) -> Text -> Text
takeWhile p (Text s) = make (B.takeWhile p s)

takeWhileEnd :: (Char -> Bool) -> Text -> Text
takeWhileEnd p (Text s) = make (B.reverse (B.takeWhile p (B.reverse s)))

dropWhile :: (Char -> Bool) -> Text -> Text
dropWhile p (Text s) = make (B.dropWhile p s)

dropWhileEnd :: (Char -> Bool) -> Text -> Text
dropWhileEnd p (Text s) = make (L.dropWhileEnd p s)

dropAround :: (Char -> Bool) -> Text -> Text
dropAround p t = dropWhile p (dropWhileEnd p t)

strip :: Text -> Text
strip t = dropAround isSpace t

stripStart :: Text -> Text
stripStart t = dropWhile isSpace t

stripEnd :: Text -> Text
stripEnd t = dropWhileEnd isSpace t

splitAt :: Int -> Text -> (Text, Text)
splitAt n t = (take n t, drop n t)

-- | Where the needle first begins, and the rest.
breakOn :: Text -> Text -> (Text, Text)
breakOn needle (Text s)
  | null needle = emptyInput "breakOn"
  | otherwise = case cut (unpack needle) s of
      (before, after) -> (Text before, Text after)

-- | The string up to the first occurrence, and from there.
cut :: String -> String -> (String, String)
cut _ [] = ([], [])
cut needle s@(c : cs)
  | L.isPrefixOf needle s = ([], s)
  | otherwise = case cut needle cs of
      (before, after) -> (c : before, after)

breakOnEnd :: Text -> Text -> (Text, Text)
breakOnEnd needle t = case breakOn (reverse needle) (reverse t) of
  (after, before) -> (reverse before, reverse after)

break :: (Char -> Bool) -> Text -> (Text, Text)
break p t = span (\c -> not (p c)) t

span :: (Char -> Bool) -> Text -> (Text, Text)
span p (Text s) = case B.span p s of
  (before, after) -> (make before, make after)

group :: Text -> [Text]
group t = groupBy (==) t

groupBy :: (Char -> Char -> Bool) -> Text -> [Text]
groupBy eq (Text s) = B.map make (L.groupBy eq s)

inits :: Text -> [Text]
inits (Text s) = B.map Text (L.inits s)

tails :: Text -> [Text]
tails (Text s) = B.map Text (L.tails s)

splitOn :: Text -> Text -> [Text]
splitOn needle (Text s)
  | null needle = emptyInput "splitOn"
  | otherwise = go s
  where
    !n = length needle
    go r = case cut (unpack needle) r of
      (before, []) -> [Text before]
      (before, after) -> Text before : go (B.drop n after)

split :: (Char -> Bool) -> Text -> [Text]
split p (Text s) = go s
  where
    go r = case B.break p r of
      (before, []) -> [make before]
      (before, _ : after) -> make before : go after

chunksOf :: Int -> Text -> [Text]
chunksOf n (Text s)
  | n <= 0 = []
  | otherwise = go s
  where
    go [] = []
    go r = make (B.take n r) : go (B.drop n r)

lines :: Text -> [Text]
lines (Text s) = B.map make (B.lines s)

words :: Text -> [Text]
words (Text s) = B.map make (B.words s)

unlines :: [Text] -> Text
unlines ts = make (B.unlines (B.map unpack ts))

unwords :: [Text] -> Text
unwords ts = make (B.unwords (B.map unpack ts))

isPrefixOf :: Text -> Text -> Bool
isPrefixOf (Text s) (Text t) = L.isPrefixOf s t

isSuffixOf :: Text -> Text -> Bool
isSuffixOf (Text s) (Text t) = L.isSuffixOf s t

isInfixOf :: Text -> Text -> Bool
isInfixOf (Text s) (Text t) = L.isInfixOf s t

stripPrefix :: Text -> Text -> Maybe Text
stripPrefix (Text s) (Text t) = case L.stripPrefix s t of
  Nothing -> Nothing
  Just rest -> Just (Text rest)

stripSuffix :: Text -> Text -> Maybe Text
stripSuffix s t = case stripPrefix (reverse s) (reverse t) of
  Nothing -> Nothing
  Just rest -> Just (reverse rest)

commonPrefixes :: Text -> Text -> Maybe (Text, Text, Text)
commonPrefixes (Text s) (Text t) = case shared s t of
  ([], _, _) -> Nothing
  (common, s', t') -> Just (Text common, Text s', Text t')

shared :: String -> String -> (String, String, String)
shared (c : cs) (d : ds)
  | c == d = case shared cs ds of
      (common, s, t) -> (c : common, s, t)
shared s t = ([], s, t)

filter :: (Char -> Bool) -> Text -> Text
filter p (Text s) = make (B.filter p s)

-- | Every place where the needle begins, without overlaps.
breakOnAll :: Text -> Text -> [(Text, Text)]
breakOnAll needle t@(Text whole)
  | null needle = emptyInput "breakOnAll"
  | otherwise = go 0 whole
  where
    !n = length needle
    go !start s = case cut (unpack needle) s of
      (_, []) -> []
      (before, after) ->
        let at = start + B.length before
         in splitAt at t : go (at + n) (B.drop n after)

find :: (Char -> Bool) -> Text -> Maybe Char
find p (Text s) = L.find p s

elem :: Char -> Text -> Bool
elem c (Text s) = B.elem c s

partition :: (Char -> Bool) -> Text -> (Text, Text)
partition p t = (filter p t, filter (\c -> not (p c)) t)

index :: Text -> Int -> Char
index (Text s) n
  | n < 0 = emptyStream "index" "Negative index"
  | otherwise = case B.drop n s of
      [] -> emptyStream "index" "Index too large"
      c : _ -> c

findIndex :: (Char -> Bool) -> Text -> Maybe Int
findIndex p (Text s) = L.findIndex p s

count :: Text -> Text -> Int
count needle t
  | null needle = emptyInput "count"
  | otherwise = B.length (splitOn needle t) - 1

zip :: Text -> Text -> [(Char, Char)]
zip (Text s) (Text t) = B.zip s t

zipWith :: (Char -> Char -> Char) -> Text -> Text -> Text
zipWith f (Text s) (Text t) = pack (B.zipWith f s t)
