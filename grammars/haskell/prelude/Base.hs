{-# LANGUAGE NoImplicitPrelude, BangPatterns, ScopedTypeVariables #-}
-- | The innermost module: primitive types, the standard classes, their instances, and every function that the
-- public modules share. Names that the calculus knows are listed in @src/core/wired.rs@. Some classes have methods
-- that no public module exports: they let a type supply a faster version of a loop, as @showList@ does.
module Base where

infixr 9 .
infixr 8 ^, ^^, **
infixl 7 *, /, `quot`, `rem`, `div`, `mod`, %, :%
infixl 6 +, -
infixr 6 <>
infixr 5 :|
infixr 5 ++
infix 4 ==, /=, <, <=, >, >=, `elem`, `notElem`
infixl 4 <$>, <$, $>, <*>, <*, *>, <**>
infixl 3 <|>
infixr 3 &&
infixr 2 ||
infixl 1 >>=, >>, &
infixl 1 <&>
infixr 1 =<<
infixr 0 $, $!, `seq`
infixl 9 !!

-- Primitive types.

data Int
data Integer
data Double
data Char

-- Algebraic types without special syntax.

data Bool = False | True
data Ordering = LT | EQ | GT
data Maybe a = Nothing | Just a
data Either a b = Left a | Right b
data NonEmpty a = a :| [a]
data Ratio a = !a :% !a

-- | Single precision: a double that is always rounded.
newtype Float = MakeFloat Double

-- | Unsigned machine integers: the bits of an 'Int'.
newtype Word = MakeWord Int

-- | What is printed, and the result. Output is produced lazily.
data IO a = IO String a

-- | An exception of 'ioError'.
newtype IOException = IOError String

type String = [Char]
type Rational = Ratio Integer
type ShowS = String -> String
type ReadS a = String -> [(a, String)]
type FilePath = String
type IOError = IOException

-- Primitive operations.

foreign import prim "seq" seq :: a -> b -> b
foreign import prim "error" primError :: [Char] -> a
foreign import prim "undefined" undefined :: a
foreign import prim "intAdd" primIntAdd :: Int -> Int -> Int
foreign import prim "intSub" primIntSub :: Int -> Int -> Int
foreign import prim "intMul" primIntMul :: Int -> Int -> Int
foreign import prim "intNegate" primIntNegate :: Int -> Int
foreign import prim "intQuot" primIntQuot :: Int -> Int -> Int
foreign import prim "intRem" primIntRem :: Int -> Int -> Int
foreign import prim "intDiv" primIntDiv :: Int -> Int -> Int
foreign import prim "intMod" primIntMod :: Int -> Int -> Int
foreign import prim "intEq" primIntEq :: Int -> Int -> Bool
foreign import prim "intNe" primIntNe :: Int -> Int -> Bool
foreign import prim "intLt" primIntLt :: Int -> Int -> Bool
foreign import prim "intLe" primIntLe :: Int -> Int -> Bool
foreign import prim "intGt" primIntGt :: Int -> Int -> Bool
foreign import prim "intGe" primIntGe :: Int -> Int -> Bool
foreign import prim "intCompare" primIntCompare :: Int -> Int -> Ordering
foreign import prim "intToInteger" primIntToInteger :: Int -> Integer
foreign import prim "intToDouble" primIntToDouble :: Int -> Double
foreign import prim "intShow" primIntShow :: Int -> [Char]
foreign import prim "integerAdd" primIntegerAdd :: Integer -> Integer -> Integer
foreign import prim "integerSub" primIntegerSub :: Integer -> Integer -> Integer
foreign import prim "integerMul" primIntegerMul :: Integer -> Integer -> Integer
foreign import prim "integerNegate" primIntegerNegate :: Integer -> Integer
foreign import prim "integerQuot" primIntegerQuot :: Integer -> Integer -> Integer
foreign import prim "integerRem" primIntegerRem :: Integer -> Integer -> Integer
foreign import prim "integerDiv" primIntegerDiv :: Integer -> Integer -> Integer
foreign import prim "integerMod" primIntegerMod :: Integer -> Integer -> Integer
foreign import prim "integerGcd" primIntegerGcd :: Integer -> Integer -> Integer
foreign import prim "integerEq" primIntegerEq :: Integer -> Integer -> Bool
foreign import prim "integerNe" primIntegerNe :: Integer -> Integer -> Bool
foreign import prim "integerLt" primIntegerLt :: Integer -> Integer -> Bool
foreign import prim "integerLe" primIntegerLe :: Integer -> Integer -> Bool
foreign import prim "integerGt" primIntegerGt :: Integer -> Integer -> Bool
foreign import prim "integerGe" primIntegerGe :: Integer -> Integer -> Bool
foreign import prim "integerCompare" primIntegerCompare :: Integer -> Integer -> Ordering
foreign import prim "integerToInt" primIntegerToInt :: Integer -> Int
foreign import prim "doubleEncode" primDoubleEncode :: Integer -> Int -> Double
foreign import prim "integerToDouble" primIntegerToDouble :: Integer -> Double
foreign import prim "integerShow" primIntegerShow :: Integer -> [Char]
foreign import prim "integerShiftL" primIntegerShiftL :: Integer -> Int -> Integer
foreign import prim "integerShiftR" primIntegerShiftR :: Integer -> Int -> Integer
foreign import prim "doubleAdd" primDoubleAdd :: Double -> Double -> Double
foreign import prim "doubleSub" primDoubleSub :: Double -> Double -> Double
foreign import prim "doubleMul" primDoubleMul :: Double -> Double -> Double
foreign import prim "doubleDiv" primDoubleDiv :: Double -> Double -> Double
foreign import prim "doubleNegate" primDoubleNegate :: Double -> Double
foreign import prim "doublePow" primDoublePow :: Double -> Double -> Double
foreign import prim "doubleEq" primDoubleEq :: Double -> Double -> Bool
foreign import prim "doubleLt" primDoubleLt :: Double -> Double -> Bool
foreign import prim "doubleLe" primDoubleLe :: Double -> Double -> Bool
foreign import prim "doubleExp" primDoubleExp :: Double -> Double
foreign import prim "doubleLog" primDoubleLog :: Double -> Double
foreign import prim "doubleLog1p" primDoubleLog1p :: Double -> Double
foreign import prim "doubleSqrt" primDoubleSqrt :: Double -> Double
foreign import prim "doubleSin" primDoubleSin :: Double -> Double
foreign import prim "doubleCos" primDoubleCos :: Double -> Double
foreign import prim "doubleTan" primDoubleTan :: Double -> Double
foreign import prim "doubleAsin" primDoubleAsin :: Double -> Double
foreign import prim "doubleAcos" primDoubleAcos :: Double -> Double
foreign import prim "doubleAtan" primDoubleAtan :: Double -> Double
foreign import prim "doubleSinh" primDoubleSinh :: Double -> Double
foreign import prim "doubleCosh" primDoubleCosh :: Double -> Double
foreign import prim "doubleTanh" primDoubleTanh :: Double -> Double
foreign import prim "doubleTruncate" primDoubleTruncate :: Double -> Integer
foreign import prim "doubleRound" primDoubleRound :: Double -> Integer
foreign import prim "doubleFloor" primDoubleFloor :: Double -> Integer
foreign import prim "doubleCeiling" primDoubleCeiling :: Double -> Integer
foreign import prim "doubleShow" primDoubleShow :: Double -> [Char]
foreign import prim "doubleRead" primDoubleRead :: [Char] -> Double
foreign import prim "doubleIsNaN" primDoubleIsNaN :: Double -> Bool
foreign import prim "doubleIsInfinite" primDoubleIsInfinite :: Double -> Bool
foreign import prim "doubleIsNegativeZero" primDoubleIsNegativeZero :: Double -> Bool
foreign import prim "doubleMantissa" primDoubleMantissa :: Double -> Integer
foreign import prim "doubleExponent" primDoubleExponent :: Double -> Int
foreign import prim "doubleToFloat" primDoubleToFloat :: Double -> Double
foreign import prim "floatShow" primFloatShow :: Double -> [Char]
foreign import prim "charOrd" ord :: Char -> Int
foreign import prim "charChr" chr :: Int -> Char
foreign import prim "charEq" primCharEq :: Char -> Char -> Bool
foreign import prim "charNe" primCharNe :: Char -> Char -> Bool
foreign import prim "charLt" primCharLt :: Char -> Char -> Bool
foreign import prim "charLe" primCharLe :: Char -> Char -> Bool
foreign import prim "charGt" primCharGt :: Char -> Char -> Bool
foreign import prim "charGe" primCharGe :: Char -> Char -> Bool
foreign import prim "charCompare" primCharCompare :: Char -> Char -> Ordering
foreign import prim "charIsUpper" isUpper :: Char -> Bool
foreign import prim "charIsAlpha" isAlpha :: Char -> Bool
foreign import prim "charIsAlphaNum" isAlphaNum :: Char -> Bool
foreign import prim "charIsSpace" isSpace :: Char -> Bool
foreign import prim "charIsPunctuation" isPunctuation :: Char -> Bool
foreign import prim "charIsSymbol" isSymbol :: Char -> Bool
foreign import prim "charShow" primCharShow :: Char -> [Char]
foreign import prim "listLength" primListLength :: [a] -> Int
foreign import prim "listReverse" primListReverse :: [a] -> [a]
foreign import prim "listAppend" primListAppend :: [a] -> [a] -> [a]
foreign import prim "listIndex" primListIndex :: [a] -> Int -> a
foreign import prim "listSumInt" primListSumInt :: [Int] -> Int
foreign import prim "listEqString" primListEqString :: [Char] -> [Char] -> Bool
foreign import prim "listCompareString" primListCompareString :: [Char] -> [Char] -> Ordering
foreign import prim "listElemInt" primListElemInt :: Int -> [Int] -> Bool
foreign import prim "listRangeInt" primListRangeInt :: Int -> Int -> [Int]

-- Classes.

class Eq a where
  (==) :: a -> a -> Bool
  (/=) :: a -> a -> Bool
  equalLists :: [a] -> [a] -> Bool
  elemList :: a -> [a] -> Bool
  x == y = not (x /= y)
  x /= y = not (x == y)
  equalLists [] [] = True
  equalLists (x : xs) (y : ys) = x == y && equalLists xs ys
  equalLists _ _ = False
  elemList _ [] = False
  elemList x (y : ys) = x == y || elemList x ys

class Eq a => Ord a where
  compare :: a -> a -> Ordering
  (<) :: a -> a -> Bool
  (<=) :: a -> a -> Bool
  (>) :: a -> a -> Bool
  (>=) :: a -> a -> Bool
  max :: a -> a -> a
  min :: a -> a -> a
  compareLists :: [a] -> [a] -> Ordering
  compare x y
    | x == y = EQ
    | x <= y = LT
    | otherwise = GT
  x < y = case compare x y of
    LT -> True
    _ -> False
  x <= y = case compare x y of
    GT -> False
    _ -> True
  x > y = case compare x y of
    GT -> True
    _ -> False
  x >= y = case compare x y of
    LT -> False
    _ -> True
  max x y = if x <= y then y else x
  min x y = if x <= y then x else y
  compareLists [] [] = EQ
  compareLists [] (_ : _) = LT
  compareLists (_ : _) [] = GT
  compareLists (x : xs) (y : ys) = case compare x y of
    EQ -> compareLists xs ys
    other -> other

class Show a where
  showsPrec :: Int -> a -> ShowS
  show :: a -> String
  showList :: [a] -> ShowS
  showsPrec _ x s = show x ++ s
  show x = showsPrec 0 x ""
  showList xs s = showListWith shows xs s

class Read a where
  readsPrec :: Int -> ReadS a
  readList :: ReadS [a]
  readPrec :: ReadPrec a
  readListPrec :: ReadPrec [a]
  readsPrec d = readPrec_to_S readPrec d
  readList = readListDefault
  readPrec = readS_to_Prec readsPrec
  readListPrec = readS_to_Prec (\_ -> readList)

class Bounded a where
  minBound :: a
  maxBound :: a

class Enum a where
  succ :: a -> a
  pred :: a -> a
  toEnum :: Int -> a
  fromEnum :: a -> Int
  enumFrom :: a -> [a]
  enumFromThen :: a -> a -> [a]
  enumFromTo :: a -> a -> [a]
  enumFromThenTo :: a -> a -> a -> [a]
  succ x = toEnum (fromEnum x + 1)
  pred x = toEnum (fromEnum x - 1)
  enumFrom x = map toEnum (enumFrom (fromEnum x))
  enumFromThen x y = map toEnum (enumFromThen (fromEnum x) (fromEnum y))
  enumFromTo x y = map toEnum (enumFromTo (fromEnum x) (fromEnum y))
  enumFromThenTo x y z = map toEnum (enumFromThenTo (fromEnum x) (fromEnum y) (fromEnum z))

class Num a where
  (+) :: a -> a -> a
  (-) :: a -> a -> a
  (*) :: a -> a -> a
  negate :: a -> a
  abs :: a -> a
  signum :: a -> a
  fromInteger :: Integer -> a
  fromInt :: Int -> a
  sumList :: [a] -> a
  x - y = x + negate y
  negate x = 0 - x
  fromInt n = fromInteger (primIntToInteger n)
  sumList xs = listFoldl' (+) 0 xs

class (Num a, Ord a) => Real a where
  toRational :: a -> Rational

class (Real a, Enum a) => Integral a where
  quot :: a -> a -> a
  rem :: a -> a -> a
  div :: a -> a -> a
  mod :: a -> a -> a
  quotRem :: a -> a -> (a, a)
  divMod :: a -> a -> (a, a)
  toInteger :: a -> Integer
  convertIntegral :: Num b => a -> b
  quot x y = fst (quotRem x y)
  rem x y = snd (quotRem x y)
  div x y = fst (divMod x y)
  mod x y = snd (divMod x y)
  divMod n d =
    let qr = quotRem n d
        q = fst qr
        r = snd qr
     in if signum r == negate (signum d) then (q - 1, r + d) else qr
  convertIntegral x = fromInteger (toInteger x)

class Num a => Fractional a where
  (/) :: a -> a -> a
  recip :: a -> a
  fromRational :: Rational -> a
  x / y = x * recip y
  recip x = 1 / x

class Fractional a => Floating a where
  pi :: a
  exp :: a -> a
  log :: a -> a
  sqrt :: a -> a
  (**) :: a -> a -> a
  logBase :: a -> a -> a
  sin :: a -> a
  cos :: a -> a
  tan :: a -> a
  asin :: a -> a
  acos :: a -> a
  atan :: a -> a
  sinh :: a -> a
  cosh :: a -> a
  tanh :: a -> a
  asinh :: a -> a
  acosh :: a -> a
  atanh :: a -> a
  x ** y = exp (log x * y)
  logBase b x = log x / log b
  sqrt x = x ** fromRatio 1 2
  tan x = sin x / cos x
  tanh x = sinh x / cosh x

class (Real a, Fractional a) => RealFrac a where
  properFraction :: Integral b => a -> (b, a)
  truncate :: Integral b => a -> b
  round :: Integral b => a -> b
  ceiling :: Integral b => a -> b
  floor :: Integral b => a -> b
  truncate x = fst (properFraction x)
  round x =
    let nr = properFraction x
        n = fst nr
        r = snd nr
        m = if r < 0 then n - 1 else n + 1
     in case compare (abs r) (fromRatio 1 2) of
          LT -> n
          EQ -> if even n then n else m
          GT -> m
  ceiling x =
    let nr = properFraction x
     in if snd nr > 0 then fst nr + 1 else fst nr
  floor x =
    let nr = properFraction x
     in if snd nr < 0 then fst nr - 1 else fst nr

class (RealFrac a, Floating a) => RealFloat a where
  floatRadix :: a -> Integer
  floatDigits :: a -> Int
  floatRange :: a -> (Int, Int)
  decodeFloat :: a -> (Integer, Int)
  encodeFloat :: Integer -> Int -> a
  exponent :: a -> Int
  significand :: a -> a
  scaleFloat :: Int -> a -> a
  isNaN :: a -> Bool
  isInfinite :: a -> Bool
  isDenormalized :: a -> Bool
  isNegativeZero :: a -> Bool
  isIEEE :: a -> Bool
  atan2 :: a -> a -> a
  exponent x = case decodeFloat x of
    (m, n) -> if m == 0 then 0 else n + floatDigits x
  significand x = case decodeFloat x of
    (m, _) -> encodeFloat m (negate (floatDigits x))
  scaleFloat k x
    | k == 0 || x == 0 || isNaN x || isInfinite x = x
    | otherwise = case decodeFloat x of
        (m, n) -> encodeFloat m (n + k)
  atan2 y x
    | x > 0 = atan (y / x)
    | x == 0 && y > 0 = pi / 2
    | x < 0 && y > 0 = pi + atan (y / x)
    | (x <= 0 && y < 0)
        || (x < 0 && isNegativeZero y)
        || (isNegativeZero x && isNegativeZero y) =
        negate (atan2 (negate y) x)
    | y == 0 && (x < 0 || isNegativeZero x) = pi
    | x == 0 && y == 0 = y
    | otherwise = x + y

class Semigroup a where
  (<>) :: a -> a -> a
  sconcat :: NonEmpty a -> a
  stimes :: Integral b => b -> a -> a
  sconcat (a :| as) =
    let go b (c : cs) = b <> go c cs
        go b [] = b
     in go a as
  stimes n x
    | n <= 0 = errorWithoutStackTrace "stimes: positive multiplier expected"
    | otherwise = repeatAppend n x

class Semigroup a => Monoid a where
  mempty :: a
  mappend :: a -> a -> a
  mconcat :: [a] -> a
  mappend x y = x <> y
  mconcat xs = listFoldr mappend mempty xs

class Functor f where
  fmap :: (a -> b) -> f a -> f b
  (<$) :: a -> f b -> f a
  x <$ m = fmap (\_ -> x) m

class Functor f => Applicative f where
  pure :: a -> f a
  (<*>) :: f (a -> b) -> f a -> f b
  liftA2 :: (a -> b -> c) -> f a -> f b -> f c
  (*>) :: f a -> f b -> f b
  (<*) :: f a -> f b -> f a
  m <*> n = liftA2 id m n
  liftA2 f m n = fmap f m <*> n
  m *> n = (id <$ m) <*> n
  m <* n = liftA2 const m n

class Applicative m => Monad m where
  (>>=) :: m a -> (a -> m b) -> m b
  (>>) :: m a -> m b -> m b
  return :: a -> m a
  m >> k = m >>= \_ -> k
  return x = pure x

class Monad m => MonadFail m where
  fail :: String -> m a

class Applicative f => Alternative f where
  empty :: f a
  (<|>) :: f a -> f a -> f a
  some :: f a -> f [a]
  many :: f a -> f [a]
  some v = liftA2 (:) v (many v)
  many v = some v <|> pure []

class (Alternative m, Monad m) => MonadPlus m where
  mzero :: m a
  mplus :: m a -> m a -> m a
  mzero = empty
  mplus m n = m <|> n

class Foldable t where
  fold :: Monoid m => t m -> m
  foldMap :: Monoid m => (a -> m) -> t a -> m
  foldMap' :: Monoid m => (a -> m) -> t a -> m
  foldr :: (a -> b -> b) -> b -> t a -> b
  foldr' :: (a -> b -> b) -> b -> t a -> b
  foldl :: (b -> a -> b) -> b -> t a -> b
  foldl' :: (b -> a -> b) -> b -> t a -> b
  foldr1 :: (a -> a -> a) -> t a -> a
  foldl1 :: (a -> a -> a) -> t a -> a
  toList :: t a -> [a]
  null :: t a -> Bool
  length :: t a -> Int
  elem :: Eq a => a -> t a -> Bool
  maximum :: Ord a => t a -> a
  minimum :: Ord a => t a -> a
  sum :: Num a => t a -> a
  product :: Num a => t a -> a
  fold t = foldMap id t
  foldMap f t = foldr (\x r -> f x <> r) mempty t
  foldMap' f t = foldl' (\r x -> r <> f x) mempty t
  foldr f z t = appEndo (foldMap (\x -> Endo (f x)) t) z
  foldr' f z t = listFoldl' (\r x -> f x r) z (primListReverse (toList t))
  foldl f z t = listFoldl f z (toList t)
  foldl' f z t = listFoldl' f z (toList t)
  foldr1 f t = case toList t of
    [] -> errorWithoutStackTrace "foldr1: empty structure"
    xs -> listFoldr1 f xs
  foldl1 f t = case toList t of
    [] -> errorWithoutStackTrace "foldl1: empty structure"
    x : xs -> listFoldl f x xs
  toList t = foldr (:) [] t
  null t = foldr (\_ _ -> False) True t
  length t = primListLength (toList t)
  elem x t = elemList x (toList t)
  maximum t = case toList t of
    [] -> errorWithoutStackTrace "maximum: empty structure"
    x : xs -> listFoldl' max x xs
  minimum t = case toList t of
    [] -> errorWithoutStackTrace "minimum: empty structure"
    x : xs -> listFoldl' min x xs
  sum t = sumList (toList t)
  product t = listFoldl' (*) 1 (toList t)

class (Functor t, Foldable t) => Traversable t where
  traverse :: Applicative f => (a -> f b) -> t a -> f (t b)
  sequenceA :: Applicative f => t (f a) -> f (t a)
  mapM :: Monad m => (a -> m b) -> t a -> m (t b)
  sequence :: Monad m => t (m a) -> m (t a)
  traverse f t = sequenceA (fmap f t)
  sequenceA t = traverse id t
  mapM f t = traverse f t
  sequence t = sequenceA t

class Bifunctor p where
  bimap :: (a -> b) -> (c -> d) -> p a c -> p b d
  first :: (a -> b) -> p a c -> p b c
  second :: (b -> c) -> p a b -> p a c
  bimap f g p = first f (second g p)
  first f p = bimap f id p
  second g p = bimap id g p

class IsString a where
  fromString :: String -> a

class Ord a => Ix a where
  range :: (a, a) -> [a]
  index :: (a, a) -> a -> Int
  inRange :: (a, a) -> a -> Bool
  rangeSize :: (a, a) -> Int
  rangeSize b = if inRange b (snd b) then index b (snd b) + 1 else 0

-- Functions on functions and on small types.

id :: a -> a
id x = x

const :: a -> b -> a
const x _ = x

flip :: (a -> b -> c) -> b -> a -> c
flip f x y = f y x

(.) :: (b -> c) -> (a -> b) -> a -> c
(.) f g = \x -> f (g x)

($) :: (a -> b) -> a -> b
f $ x = f x

($!) :: (a -> b) -> a -> b
f $! x = x `seq` f x

(&) :: a -> (a -> b) -> b
x & f = f x

fix :: (a -> a) -> a
fix f = let x = f x in x

on :: (b -> b -> c) -> (a -> b) -> a -> a -> c
on op f = \x y -> op (f x) (f y)

asTypeOf :: a -> a -> a
asTypeOf x _ = x

until :: (a -> Bool) -> (a -> a) -> a -> a
until p f x
  | p x = x
  | otherwise = until p f (f x)

error :: [Char] -> a
error s = primError s

errorWithoutStackTrace :: [Char] -> a
errorWithoutStackTrace s = primError s

(&&) :: Bool -> Bool -> Bool
True && b = b
False && _ = False

(||) :: Bool -> Bool -> Bool
True || _ = True
False || b = b

not :: Bool -> Bool
not True = False
not False = True

otherwise :: Bool
otherwise = True

bool :: a -> a -> Bool -> a
bool f _ False = f
bool _ t True = t

fst :: (a, b) -> a
fst (x, _) = x

snd :: (a, b) -> b
snd (_, y) = y

curry :: ((a, b) -> c) -> a -> b -> c
curry f x y = f (x, y)

uncurry :: (a -> b -> c) -> (a, b) -> c
uncurry f p = f (fst p) (snd p)

swap :: (a, b) -> (b, a)
swap (x, y) = (y, x)

maybe :: b -> (a -> b) -> Maybe a -> b
maybe z _ Nothing = z
maybe _ f (Just x) = f x

either :: (a -> c) -> (b -> c) -> Either a b -> c
either f _ (Left x) = f x
either _ g (Right y) = g y

comparing :: Ord b => (a -> b) -> a -> a -> Ordering
comparing f x y = compare (f x) (f y)

-- Lists: loops that classes and public modules share.

map :: (a -> b) -> [a] -> [b]
map _ [] = []
map f (x : xs) = f x : map f xs

(++) :: [a] -> [a] -> [a]
xs ++ ys = primListAppend xs ys

filter :: (a -> Bool) -> [a] -> [a]
filter _ [] = []
filter p (x : xs)
  | p x = x : filter p xs
  | otherwise = filter p xs

listFoldr :: (a -> b -> b) -> b -> [a] -> b
listFoldr _ z [] = z
listFoldr f z (x : xs) = f x (listFoldr f z xs)

listFoldr1 :: (a -> a -> a) -> [a] -> a
listFoldr1 _ [x] = x
listFoldr1 f (x : xs) = f x (listFoldr1 f xs)
listFoldr1 _ [] = emptyList "foldr1"

listFoldl :: (b -> a -> b) -> b -> [a] -> b
listFoldl _ z [] = z
listFoldl f z (x : xs) = listFoldl f (f z x) xs

listFoldl' :: (b -> a -> b) -> b -> [a] -> b
listFoldl' _ !z [] = z
listFoldl' f !z (x : xs) = listFoldl' f (f z x) xs

listBind :: [a] -> (a -> [b]) -> [b]
listBind [] _ = []
listBind (x : xs) f = f x ++ listBind xs f

listAll :: (a -> Bool) -> [a] -> Bool
listAll _ [] = True
listAll p (x : xs) = p x && listAll p xs

emptyList :: String -> a
emptyList name = errorWithoutStackTrace ("Prelude." ++ name ++ ": empty list")

head :: [a] -> a
head (x : _) = x
head [] = emptyList "head"

tail :: [a] -> [a]
tail (_ : xs) = xs
tail [] = emptyList "tail"

last :: [a] -> a
last [x] = x
last (_ : xs) = last xs
last [] = emptyList "last"

init :: [a] -> [a]
init [] = emptyList "init"
init (x : xs) = initFrom x xs

initFrom :: a -> [a] -> [a]
initFrom _ [] = []
initFrom x (y : ys) = x : initFrom y ys

(!!) :: [a] -> Int -> a
xs !! n = primListIndex xs n

reverse :: [a] -> [a]
reverse xs = primListReverse xs

scanl :: (b -> a -> b) -> b -> [a] -> [b]
scanl f q xs =
  q : case xs of
    [] -> []
    y : ys -> scanl f (f q y) ys

scanl1 :: (a -> a -> a) -> [a] -> [a]
scanl1 _ [] = []
scanl1 f (x : xs) = scanl f x xs

scanr :: (a -> b -> b) -> b -> [a] -> [b]
scanr _ z [] = [z]
scanr f z (x : xs) =
  let rest = scanr f z xs
   in f x (head rest) : rest

scanr1 :: (a -> a -> a) -> [a] -> [a]
scanr1 _ [] = []
scanr1 _ [x] = [x]
scanr1 f (x : xs) =
  let rest = scanr1 f xs
   in f x (head rest) : rest

iterate :: (a -> a) -> a -> [a]
iterate f x = x : iterate f (f x)

repeat :: a -> [a]
repeat x = let xs = x : xs in xs

replicate :: Int -> a -> [a]
replicate n x
  | n <= 0 = []
  | otherwise = x : replicate (n - 1) x

cycle :: [a] -> [a]
cycle [] = emptyList "cycle"
cycle xs = let ys = xs ++ ys in ys

take :: Int -> [a] -> [a]
take n xs
  | n <= 0 = []
  | otherwise = case xs of
      [] -> []
      y : ys -> y : take (n - 1) ys

drop :: Int -> [a] -> [a]
drop n xs
  | n <= 0 = xs
  | otherwise = case xs of
      [] -> []
      _ : ys -> drop (n - 1) ys

splitAt :: Int -> [a] -> ([a], [a])
splitAt n xs
  | n <= 0 = ([], xs)
  | otherwise = case xs of
      [] -> ([], [])
      y : ys ->
        let rest = splitAt (n - 1) ys
         in (y : fst rest, snd rest)

takeWhile :: (a -> Bool) -> [a] -> [a]
takeWhile _ [] = []
takeWhile p (x : xs)
  | p x = x : takeWhile p xs
  | otherwise = []

dropWhile :: (a -> Bool) -> [a] -> [a]
dropWhile _ [] = []
dropWhile p xs@(x : rest)
  | p x = dropWhile p rest
  | otherwise = xs

span :: (a -> Bool) -> [a] -> ([a], [a])
span _ [] = ([], [])
span p xs@(x : rest)
  | p x =
      let parts = span p rest
       in (x : fst parts, snd parts)
  | otherwise = ([], xs)

break :: (a -> Bool) -> [a] -> ([a], [a])
break p xs = span (\x -> not (p x)) xs

lookup :: Eq a => a -> [(a, b)] -> Maybe b
lookup _ [] = Nothing
lookup key ((k, v) : rest)
  | key == k = Just v
  | otherwise = lookup key rest

zip :: [a] -> [b] -> [(a, b)]
zip (x : xs) (y : ys) = (x, y) : zip xs ys
zip _ _ = []

zip3 :: [a] -> [b] -> [c] -> [(a, b, c)]
zip3 (x : xs) (y : ys) (z : zs) = (x, y, z) : zip3 xs ys zs
zip3 _ _ _ = []

zipWith :: (a -> b -> c) -> [a] -> [b] -> [c]
zipWith f (x : xs) (y : ys) = f x y : zipWith f xs ys
zipWith _ _ _ = []

zipWith3 :: (a -> b -> c -> d) -> [a] -> [b] -> [c] -> [d]
zipWith3 f (x : xs) (y : ys) (z : zs) = f x y z : zipWith3 f xs ys zs
zipWith3 _ _ _ _ = []

unzip :: [(a, b)] -> ([a], [b])
unzip xs = listFoldr (\(a, b) rest -> (a : fst rest, b : snd rest)) ([], []) xs

unzip3 :: [(a, b, c)] -> ([a], [b], [c])
unzip3 xs = listFoldr (\(a, b, c) ~(as, bs, cs) -> (a : as, b : bs, c : cs)) ([], [], []) xs

lines :: String -> [String]
lines "" = []
lines s =
  let parts = break (\c -> primCharEq c '\n') s
   in fst parts : case snd parts of
        [] -> []
        _ : rest -> lines rest

unlines :: [String] -> String
unlines [] = ""
unlines (l : ls) = l ++ '\n' : unlines ls

words :: String -> [String]
words s = case dropWhile isSpace s of
  "" -> []
  rest ->
    let parts = break isSpace rest
     in fst parts : words (snd parts)

unwords :: [String] -> String
unwords [] = ""
unwords (w : ws) = w ++ spaced ws

spaced :: [String] -> String
spaced [] = ""
spaced (w : ws) = ' ' : w ++ spaced ws

-- Functions over the classes.

subtract :: Num a => a -> a -> a
subtract x y = y - x

even :: Integral a => a -> Bool
even n = rem n 2 == 0

odd :: Integral a => a -> Bool
odd n = rem n 2 /= 0

gcd :: Integral a => a -> a -> a
gcd x y = euclid (abs x) (abs y)

euclid :: Integral a => a -> a -> a
euclid a b
  | b == 0 = a
  | otherwise = euclid b (rem a b)

lcm :: Integral a => a -> a -> a
lcm x y
  | x == 0 || y == 0 = 0
  | otherwise = abs (quot x (gcd x y) * y)

(^) :: (Num a, Integral b) => a -> b -> a
x ^ n
  | n < 0 = errorWithoutStackTrace "Negative exponent"
  | n == 0 = 1
  | otherwise = power x n

-- | For positive exponents.
power :: (Num a, Integral b) => a -> b -> a
power x n
  | even n = power (x * x) (quot n 2)
  | n == 1 = x
  | otherwise = powerTimes (x * x) (quot n 2) x

powerTimes :: (Num a, Integral b) => a -> b -> a -> a
powerTimes x n z
  | even n = powerTimes (x * x) (quot n 2) z
  | n == 1 = x * z
  | otherwise = powerTimes (x * x) (quot n 2) (x * z)

(^^) :: (Fractional a, Integral b) => a -> b -> a
x ^^ n = if n >= 0 then x ^ n else recip (x ^ negate n)

fromIntegral :: (Integral a, Num b) => a -> b
fromIntegral x = convertIntegral x

realToFrac :: (Real a, Fractional b) => a -> b
realToFrac x = fromRational (toRational x)

-- | What a fractional literal means: numerator and denominator.
fromRatio :: Fractional a => Integer -> Integer -> a
fromRatio n d = fromRational (n % d)

(%) :: Integral a => a -> a -> Ratio a
x % y = reduce (x * signum y) (abs y)

reduce :: Integral a => a -> a -> Ratio a
reduce x y
  | y == 0 = errorWithoutStackTrace "Ratio has zero denominator"
  | otherwise = let d = gcd x y in quot x d :% quot y d

numerator :: Ratio a -> a
numerator (x :% _) = x

denominator :: Ratio a -> a
denominator (_ :% y) = y

(<$>) :: Functor f => (a -> b) -> f a -> f b
f <$> m = fmap f m

(<&>) :: Functor f => f a -> (a -> b) -> f b
m <&> f = fmap f m

($>) :: Functor f => f a -> b -> f b
m $> x = x <$ m

void :: Functor f => f a -> f ()
void m = () <$ m

(<**>) :: Applicative f => f a -> f (a -> b) -> f b
m <**> n = liftA2 (\x f -> f x) m n

liftA :: Applicative f => (a -> b) -> f a -> f b
liftA f m = pure f <*> m

liftA3 :: Applicative f => (a -> b -> c -> d) -> f a -> f b -> f c -> f d
liftA3 f x y z = liftA2 f x y <*> z

(=<<) :: Monad m => (a -> m b) -> m a -> m b
f =<< m = m >>= f

liftM :: Monad m => (a -> b) -> m a -> m b
liftM f m = m >>= \x -> return (f x)

ap :: Monad m => m (a -> b) -> m a -> m b
ap mf mx = mf >>= \f -> mx >>= \x -> return (f x)

when :: Applicative f => Bool -> f () -> f ()
when p m = if p then m else pure ()

and :: Foldable t => t Bool -> Bool
and t = foldr (&&) True t

or :: Foldable t => t Bool -> Bool
or t = foldr (||) False t

any :: Foldable t => (a -> Bool) -> t a -> Bool
any p t = foldr (\x r -> p x || r) False t

all :: Foldable t => (a -> Bool) -> t a -> Bool
all p t = foldr (\x r -> p x && r) True t

concat :: Foldable t => t [a] -> [a]
concat t = foldr (++) [] t

concatMap :: Foldable t => (a -> [b]) -> t a -> [b]
concatMap f t = foldr (\x r -> f x ++ r) [] t

notElem :: (Foldable t, Eq a) => a -> t a -> Bool
notElem x t = not (elem x t)

mapM_ :: (Foldable t, Monad m) => (a -> m b) -> t a -> m ()
mapM_ f t = foldr (\x k -> f x >> k) (return ()) t

sequence_ :: (Foldable t, Monad m) => t (m a) -> m ()
sequence_ t = foldr (>>) (return ()) t

-- | By repeated doubling, for a positive count.
repeatAppend :: (Semigroup a, Integral b) => b -> a -> a
repeatAppend n x
  | even n = repeatAppend (quot n 2) (x <> x)
  | n == 1 = x
  | otherwise = repeatAppendOnto (quot n 2) (x <> x) x

repeatAppendOnto :: (Semigroup a, Integral b) => b -> a -> a -> a
repeatAppendOnto n x z
  | even n = repeatAppendOnto (quot n 2) (x <> x) z
  | n == 1 = x <> z
  | otherwise = repeatAppendOnto (quot n 2) (x <> x) (x <> z)

stimesMonoid :: (Integral b, Monoid a) => b -> a -> a
stimesMonoid n x = case compare n 0 of
  LT -> errorWithoutStackTrace "stimesMonoid: expected non-negative multiplier"
  EQ -> mempty
  GT -> repeatAppend n x

stimesIdempotent :: Integral b => b -> a -> a
stimesIdempotent n x
  | n <= 0 = errorWithoutStackTrace "stimesIdempotent: positive multiplier expected"
  | otherwise = x

stimesIdempotentMonoid :: (Integral b, Monoid a) => b -> a -> a
stimesIdempotentMonoid n x = case compare n 0 of
  LT -> errorWithoutStackTrace "stimesIdempotentMonoid: negative multiplier"
  EQ -> mempty
  GT -> x

-- Bool, Ordering, unit.

instance Eq Bool where
  True == b = b
  False == b = not b

instance Ord Bool where
  compare False True = LT
  compare True False = GT
  compare _ _ = EQ

instance Show Bool where
  showsPrec _ False s = "False" ++ s
  showsPrec _ True s = "True" ++ s

instance Read Bool where
  readsPrec _ = readConstants [("False", False), ("True", True)]

instance Bounded Bool where
  minBound = False
  maxBound = True

instance Enum Bool where
  succ False = True
  succ True = badEnum "Bool.succ"
  pred True = False
  pred False = badEnum "Bool.pred"
  toEnum n
    | n == 0 = False
    | n == 1 = True
    | otherwise = badEnum "Bool.toEnum"
  fromEnum False = 0
  fromEnum True = 1
  enumFrom x = boundedEnumFrom x
  enumFromThen x y = boundedEnumFromThen x y

badEnum :: String -> a
badEnum name = errorWithoutStackTrace ("Prelude.Enum." ++ name ++ ": bad argument")

boundedEnumFrom :: (Enum a, Bounded a) => a -> [a]
boundedEnumFrom x = enumFromTo x maxBound

boundedEnumFromThen :: (Enum a, Bounded a) => a -> a -> [a]
boundedEnumFromThen x y
  | fromEnum y >= fromEnum x = enumFromThenTo x y maxBound
  | otherwise = enumFromThenTo x y minBound

instance Eq Ordering where
  LT == LT = True
  EQ == EQ = True
  GT == GT = True
  _ == _ = False

instance Ord Ordering where
  compare x y = primIntCompare (fromEnum x) (fromEnum y)

instance Show Ordering where
  showsPrec _ LT s = "LT" ++ s
  showsPrec _ EQ s = "EQ" ++ s
  showsPrec _ GT s = "GT" ++ s

instance Read Ordering where
  readsPrec _ = readConstants [("LT", LT), ("EQ", EQ), ("GT", GT)]

instance Bounded Ordering where
  minBound = LT
  maxBound = GT

instance Enum Ordering where
  succ LT = EQ
  succ EQ = GT
  succ GT = badEnum "Ordering.succ"
  pred GT = EQ
  pred EQ = LT
  pred LT = badEnum "Ordering.pred"
  toEnum n
    | n == 0 = LT
    | n == 1 = EQ
    | n == 2 = GT
    | otherwise = badEnum "Ordering.toEnum"
  fromEnum LT = 0
  fromEnum EQ = 1
  fromEnum GT = 2
  enumFrom x = boundedEnumFrom x
  enumFromThen x y = boundedEnumFromThen x y

instance Semigroup Ordering where
  LT <> _ = LT
  EQ <> y = y
  GT <> _ = GT
  stimes n x = stimesIdempotentMonoid n x

instance Monoid Ordering where
  mempty = EQ

instance Eq () where
  () == () = True

instance Ord () where
  compare () () = EQ

instance Show () where
  showsPrec _ () s = "()" ++ s

instance Read () where
  readsPrec _ =
    readParen False (\s -> [((), u) | ("(", t) <- lex s, (")", u) <- lex t])

instance Bounded () where
  minBound = ()
  maxBound = ()

instance Enum () where
  succ _ = badEnum "().succ"
  pred _ = badEnum "().pred"
  toEnum n
    | n == 0 = ()
    | otherwise = badEnum "().toEnum"
  fromEnum () = 0
  enumFrom () = [()]
  enumFromThen () () = repeat ()
  enumFromTo () () = [()]
  enumFromThenTo () () () = repeat ()

instance Semigroup () where
  _ <> _ = ()
  sconcat _ = ()
  stimes _ _ = ()

instance Monoid () where
  mempty = ()
  mconcat _ = ()

-- Char.

instance Eq Char where
  x == y = primCharEq x y
  x /= y = primCharNe x y
  equalLists xs ys = primListEqString xs ys

instance Ord Char where
  compare x y = primCharCompare x y
  x < y = primCharLt x y
  x <= y = primCharLe x y
  x > y = primCharGt x y
  x >= y = primCharGe x y
  compareLists xs ys = primListCompareString xs ys

instance Show Char where
  showsPrec _ c s = primCharShow c ++ s
  showList cs s = '"' : showLitString cs ('"' : s)

instance Read Char where
  readsPrec _ = readParen False (\s -> [(c, t) | (Char c, t) <- lexeme s])
  readList s =
    readParen False (\r -> [(cs, t) | (String cs, t) <- lexeme r]) s ++ readListDefault s

instance Bounded Char where
  minBound = '\0'
  maxBound = '\1114111'

instance Enum Char where
  succ c
    | primIntEq (ord c) 1114111 = badEnum "Char.succ"
    | otherwise = chr (ord c + 1)
  pred c
    | primIntEq (ord c) 0 = badEnum "Char.pred"
    | otherwise = chr (ord c - 1)
  toEnum n = chr n
  fromEnum c = ord c
  enumFrom c = map chr (primListRangeInt (ord c) 1114111)
  enumFromTo c d = map chr (primListRangeInt (ord c) (ord d))
  enumFromThen c d
    | primCharGe d c = map chr (enumFromThenTo (ord c) (ord d) 1114111)
    | otherwise = map chr (enumFromThenTo (ord c) (ord d) 0)

-- | The characters of a string literal, escaped.
showLitString :: String -> ShowS
showLitString [] s = s
showLitString (c : cs) s
  | primCharEq c '"' = '\\' : '"' : showLitString cs s
  | primCharEq c '\\' = '\\' : '\\' : showLitString cs s
  | primCharGe c ' ' && primCharLt c '\DEL' = c : showLitString cs s
  | primCharGt c '\DEL' = '\\' : primIntShow (ord c) ++ protect isDigit (showLitString cs s)
  | primCharEq c '\SO' = '\\' : 'S' : 'O' : protect (\d -> primCharEq d 'H') (showLitString cs s)
  | otherwise = '\\' : asciiEscape c ++ showLitString cs s

-- | Keeps an escape from swallowing what follows it.
protect :: (Char -> Bool) -> String -> String
protect p s = case s of
  c : _ | p c -> '\\' : '&' : s
  _ -> s

asciiEscape :: Char -> String
asciiEscape c = case c of
  '\a' -> "a"
  '\b' -> "b"
  '\t' -> "t"
  '\n' -> "n"
  '\v' -> "v"
  '\f' -> "f"
  '\r' -> "r"
  '\DEL' -> "DEL"
  _ -> asciiNames !! ord c

asciiNames :: [String]
asciiNames =
  [ "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI"
  , "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US"
  , "SP"
  ]

isDigit :: Char -> Bool
isDigit c = primCharGe c '0' && primCharLe c '9'

isOctDigit :: Char -> Bool
isOctDigit c = primCharGe c '0' && primCharLe c '7'

isHexDigit :: Char -> Bool
isHexDigit c =
  isDigit c || (primCharGe c 'a' && primCharLe c 'f') || (primCharGe c 'A' && primCharLe c 'F')

digitToInt :: Char -> Int
digitToInt c
  | isDigit c = ord c - 48
  | primCharGe c 'a' && primCharLe c 'f' = ord c - 87
  | primCharGe c 'A' && primCharLe c 'F' = ord c - 55
  | otherwise = errorWithoutStackTrace ("Char.digitToInt: not a digit " ++ show c)

-- Int.

instance Eq Int where
  x == y = primIntEq x y
  x /= y = primIntNe x y
  elemList x xs = primListElemInt x xs

instance Ord Int where
  compare x y = primIntCompare x y
  x < y = primIntLt x y
  x <= y = primIntLe x y
  x > y = primIntGt x y
  x >= y = primIntGe x y
  max x y = if primIntLe x y then y else x
  min x y = if primIntLe x y then x else y

instance Show Int where
  showsPrec d n s
    | primIntLt n 0 && primIntGt d 6 = '(' : primIntShow n ++ ')' : s
    | otherwise = primIntShow n ++ s
  show n = primIntShow n

instance Read Int where
  readsPrec _ = readNumber (\n -> Just (primIntegerToInt n)) (\_ -> Nothing)

instance Bounded Int where
  minBound = -9223372036854775807 - 1
  maxBound = 9223372036854775807

instance Enum Int where
  succ n
    | primIntEq n maxBound = errorWithoutStackTrace "Prelude.Enum.succ{Int}: tried to take `succ' of maxBound"
    | otherwise = primIntAdd n 1
  pred n
    | primIntEq n minBound = errorWithoutStackTrace "Prelude.Enum.pred{Int}: tried to take `pred' of minBound"
    | otherwise = primIntSub n 1
  toEnum n = n
  fromEnum n = n
  enumFrom n = primListRangeInt n maxBound
  enumFromTo m n = primListRangeInt m n
  enumFromThen x y
    | primIntGe y x = intRangeUp x y maxBound
    | otherwise = intRangeDown x y minBound
  enumFromThenTo x y z
    | primIntGe y x = intRangeUp x y z
    | otherwise = intRangeDown x y z

-- | @[x, y .. z]@ for @y >= x@, without overflow.
intRangeUp :: Int -> Int -> Int -> [Int]
intRangeUp x y z
  | primIntLt z y = if primIntLt z x then [] else [x]
  | otherwise =
      let step = primIntSub y x
          bound = primIntSub z step
          go n
            | primIntGt n bound = [n]
            | otherwise = n : go (primIntAdd n step)
       in x : go y

-- | @[x, y .. z]@ for @y <= x@, without overflow.
intRangeDown :: Int -> Int -> Int -> [Int]
intRangeDown x y z
  | primIntGt z y = if primIntGt z x then [] else [x]
  | otherwise =
      let step = primIntSub y x
          bound = primIntSub z step
          go n
            | primIntLt n bound = [n]
            | otherwise = n : go (primIntAdd n step)
       in x : go y

instance Num Int where
  x + y = primIntAdd x y
  x - y = primIntSub x y
  x * y = primIntMul x y
  negate x = primIntNegate x
  abs x = if primIntLt x 0 then primIntNegate x else x
  signum x
    | primIntLt x 0 = -1
    | primIntEq x 0 = 0
    | otherwise = 1
  fromInteger n = primIntegerToInt n
  fromInt n = n
  sumList xs = primListSumInt xs

instance Real Int where
  toRational x = primIntToInteger x :% 1

instance Integral Int where
  quot x y = primIntQuot x y
  rem x y = primIntRem x y
  div x y = primIntDiv x y
  mod x y = primIntMod x y
  quotRem x y = let q = primIntQuot x y in q `seq` (q, primIntRem x y)
  divMod x y = let q = primIntDiv x y in q `seq` (q, primIntMod x y)
  toInteger x = primIntToInteger x
  convertIntegral x = fromInt x

-- Integer.

instance Eq Integer where
  x == y = primIntegerEq x y
  x /= y = primIntegerNe x y

instance Ord Integer where
  compare x y = primIntegerCompare x y
  x < y = primIntegerLt x y
  x <= y = primIntegerLe x y
  x > y = primIntegerGt x y
  x >= y = primIntegerGe x y

instance Show Integer where
  showsPrec d n s
    | primIntegerLt n 0 && primIntGt d 6 = '(' : primIntegerShow n ++ ')' : s
    | otherwise = primIntegerShow n ++ s
  show n = primIntegerShow n

instance Read Integer where
  readsPrec _ = readNumber (\n -> Just n) (\_ -> Nothing)

instance Enum Integer where
  succ n = primIntegerAdd n 1
  pred n = primIntegerSub n 1
  toEnum n = primIntToInteger n
  fromEnum n = primIntegerToInt n
  enumFrom n = n `seq` (n : enumFrom (primIntegerAdd n 1))
  enumFromThen x y = integerFromStep x (primIntegerSub y x)
  enumFromTo m n
    | primIntegerGt m n = []
    | otherwise = m : enumFromTo (primIntegerAdd m 1) n
  enumFromThenTo x y z =
    let step = primIntegerSub y x
     in if primIntegerGe step 0 then integerRangeUp x step z else integerRangeDown x step z

integerFromStep :: Integer -> Integer -> [Integer]
integerFromStep x step = x `seq` (x : integerFromStep (primIntegerAdd x step) step)

integerRangeUp :: Integer -> Integer -> Integer -> [Integer]
integerRangeUp x step z
  | primIntegerGt x z = []
  | otherwise = x : integerRangeUp (primIntegerAdd x step) step z

integerRangeDown :: Integer -> Integer -> Integer -> [Integer]
integerRangeDown x step z
  | primIntegerLt x z = []
  | otherwise = x : integerRangeDown (primIntegerAdd x step) step z

instance Num Integer where
  x + y = primIntegerAdd x y
  x - y = primIntegerSub x y
  x * y = primIntegerMul x y
  negate x = primIntegerNegate x
  abs x = if primIntegerLt x 0 then primIntegerNegate x else x
  signum x
    | primIntegerLt x 0 = primIntegerNegate 1
    | primIntegerEq x 0 = 0
    | otherwise = 1
  fromInteger n = n
  fromInt n = primIntToInteger n

instance Real Integer where
  toRational x = x :% 1

instance Integral Integer where
  quot x y = primIntegerQuot x y
  rem x y = primIntegerRem x y
  div x y = primIntegerDiv x y
  mod x y = primIntegerMod x y
  quotRem x y = let q = primIntegerQuot x y in q `seq` (q, primIntegerRem x y)
  divMod x y = let q = primIntegerDiv x y in q `seq` (q, primIntegerMod x y)
  toInteger x = x

-- Word.

wordToInteger :: Word -> Integer
wordToInteger (MakeWord n)
  | primIntLt n 0 = primIntegerAdd (primIntToInteger n) 18446744073709551616
  | otherwise = primIntToInteger n

wordFromInteger :: Integer -> Word
wordFromInteger n = MakeWord (primIntegerToInt n)

instance Eq Word where
  MakeWord x == MakeWord y = primIntEq x y

instance Ord Word where
  compare x y = primIntegerCompare (wordToInteger x) (wordToInteger y)

instance Show Word where
  showsPrec d n = showsPrec d (wordToInteger n)

instance Read Word where
  readsPrec _ = readNumber (\n -> Just (wordFromInteger n)) (\_ -> Nothing)

instance Bounded Word where
  minBound = MakeWord 0
  maxBound = MakeWord (-1)

instance Enum Word where
  succ n
    | n == maxBound = errorWithoutStackTrace "Enum.succ{Word}: tried to take `succ' of maxBound"
    | otherwise = n + MakeWord 1
  pred n
    | n == minBound = errorWithoutStackTrace "Enum.pred{Word}: tried to take `pred' of minBound"
    | otherwise = n - MakeWord 1
  toEnum n
    | primIntLt n 0 =
        errorWithoutStackTrace
          ("Enum.toEnum{Word}: tag (" ++ primIntShow n ++ ") is outside of bounds (0,18446744073709551615)")
    | otherwise = MakeWord n
  fromEnum (MakeWord n)
    | primIntLt n 0 =
        errorWithoutStackTrace
          ("Enum.fromEnum{Word}: value (" ++ show (MakeWord n) ++ ") is outside of Int's bounds (-9223372036854775808,9223372036854775807)")
    | otherwise = n
  enumFrom x = boundedEnumFrom x
  enumFromTo x y = map wordFromInteger (enumFromTo (wordToInteger x) (wordToInteger y))
  enumFromThen x y
    | y >= x = enumFromThenTo x y maxBound
    | otherwise = enumFromThenTo x y minBound
  enumFromThenTo x y z =
    map wordFromInteger (enumFromThenTo (wordToInteger x) (wordToInteger y) (wordToInteger z))

instance Num Word where
  MakeWord x + MakeWord y = MakeWord (primIntAdd x y)
  MakeWord x - MakeWord y = MakeWord (primIntSub x y)
  MakeWord x * MakeWord y = MakeWord (primIntMul x y)
  negate (MakeWord x) = MakeWord (primIntNegate x)
  abs x = x
  signum (MakeWord x) = MakeWord (if primIntEq x 0 then 0 else 1)
  fromInteger n = wordFromInteger n
  fromInt n = MakeWord n

instance Real Word where
  toRational x = wordToInteger x :% 1

instance Integral Word where
  quot x y = wordFromInteger (primIntegerQuot (wordToInteger x) (wordToInteger y))
  rem x y = wordFromInteger (primIntegerRem (wordToInteger x) (wordToInteger y))
  div x y = quot x y
  mod x y = rem x y
  quotRem x y = let q = quot x y in q `seq` (q, rem x y)
  divMod x y = quotRem x y
  toInteger x = wordToInteger x

-- Double.

instance Eq Double where
  x == y = primDoubleEq x y
  x /= y = not (primDoubleEq x y)

instance Ord Double where
  compare x y
    | primDoubleLt x y = LT
    | primDoubleEq x y = EQ
    | otherwise = GT
  x < y = primDoubleLt x y
  x <= y = primDoubleLe x y
  x > y = primDoubleLt y x
  x >= y = primDoubleLe y x

instance Show Double where
  showsPrec d x s
    | primIntGt d 6 && (primDoubleLt x 0 || primDoubleIsNegativeZero x) =
        '(' : primDoubleShow x ++ ')' : s
    | otherwise = primDoubleShow x ++ s

instance Read Double where
  readsPrec _ = readNumber (\n -> Just (rationalToDouble 53 (-1074) n 1)) (\s -> Just (primDoubleRead s))

instance Enum Double where
  succ x = primDoubleAdd x 1
  pred x = primDoubleSub x 1
  toEnum n = primIntToDouble n
  fromEnum x = truncate x
  enumFrom x = numericFrom x
  enumFromThen x y = numericFromThen x y
  enumFromTo x y = numericFromTo x y
  enumFromThenTo x y z = numericFromThenTo x y z

numericFrom :: Fractional a => a -> [a]
numericFrom x = numericFromStep 0 x 1

numericFromThen :: Fractional a => a -> a -> [a]
numericFromThen x y = numericFromStep 0 x (y - x)

-- | Multiples of the step are added to the start: errors do not add up.
numericFromStep :: Fractional a => a -> a -> a -> [a]
numericFromStep !k x step =
  let !y = x + k * step
   in y : numericFromStep (k + 1) x step

numericFromTo :: (Ord a, Fractional a) => a -> a -> [a]
numericFromTo x y = takeWhile (\n -> n <= y + fromRatio 1 2) (numericFrom x)

numericFromThenTo :: (Ord a, Fractional a) => a -> a -> a -> [a]
numericFromThenTo x y z =
  let mid = (y - x) / 2
      within n
        | y >= x = n <= z + mid
        | otherwise = n >= z + mid
   in takeWhile within (numericFromThen x y)

instance Num Double where
  x + y = primDoubleAdd x y
  x - y = primDoubleSub x y
  x * y = primDoubleMul x y
  negate x = primDoubleNegate x
  abs x
    | primDoubleLt x 0 || primDoubleIsNegativeZero x = primDoubleNegate x
    | otherwise = x
  signum x
    | primDoubleLt 0 x = 1
    | primDoubleLt x 0 = primIntToDouble (-1)
    | otherwise = x
  fromInteger n = primIntegerToDouble n
  fromInt n = primIntToDouble n

instance Real Double where
  toRational x =
    let m = primDoubleMantissa x
        e = primDoubleExponent x
     in if primIntGe e 0 then primIntegerShiftL m e :% 1 else m % primIntegerShiftL 1 (primIntNegate e)

instance Fractional Double where
  x / y = primDoubleDiv x y
  recip x = primDoubleDiv 1 x
  fromRational (n :% d) = rationalToDouble 53 (-1074) n d

-- | The nearest binary fraction with so many bits and no exponent below the least one; halves to even.
rationalToDouble :: Int -> Int -> Integer -> Integer -> Double
rationalToDouble bits least n d
  | primIntegerEq d 0 = case compare n 0 of
      GT -> primDoubleDiv 1 0
      EQ -> primDoubleDiv 0 0
      LT -> primDoubleDiv (-1) 0
  | primIntegerLt n 0 = primDoubleNegate (rationalToDouble bits least (primIntegerNegate n) d)
  | primIntegerEq n 0 = 0
  | otherwise =
      let guess = primIntSub (primIntSub (bitLength n) (bitLength d)) bits
          scaled e = if primIntGt e 0 then primIntegerShiftL d e else d
          shifted e = if primIntLt e 0 then primIntegerShiftL n (primIntNegate e) else n
          quotient e = primIntegerQuot (shifted e) (scaled e)
          fit e = if primIntGt (bitLength (quotient e)) bits then primIntAdd e 1 else e
          exponent' = max least (fit guess)
          q = quotient exponent'
          r = primIntegerSub (shifted exponent') (primIntegerMul q (scaled exponent'))
          rounded = case primIntegerCompare (primIntegerMul 2 r) (scaled exponent') of
            LT -> q
            GT -> primIntegerAdd q 1
            EQ -> if even q then q else primIntegerAdd q 1
       in scaleDouble exponent' (primIntegerToDouble rounded)

bitLength :: Integer -> Int
bitLength n = bitLengthFrom 0 n

bitLengthFrom :: Int -> Integer -> Int
bitLengthFrom !count n
  | primIntegerEq n 0 = count
  | primIntegerGe n 18446744073709551616 = bitLengthFrom (primIntAdd count 64) (primIntegerShiftR n 64)
  | otherwise = bitLengthFrom (primIntAdd count 1) (primIntegerShiftR n 1)

-- | Times a power of two, in steps that are exact.
scaleDouble :: Int -> Double -> Double
scaleDouble e x
  | primIntGt e 1000 = scaleDouble (primIntSub e 1000) (primDoubleMul x (twoTo 1000))
  | primIntLt e (-1074) = primDoubleMul x (twoTo (-1074))
  | otherwise = primDoubleMul x (twoTo e)

twoTo :: Int -> Double
twoTo e = primDoublePow 2 (primIntToDouble e)

instance Floating Double where
  pi = primDoubleRead "3.141592653589793"
  exp x = primDoubleExp x
  log x = primDoubleLog x
  sqrt x = primDoubleSqrt x
  x ** y = primDoublePow x y
  sin x = primDoubleSin x
  cos x = primDoubleCos x
  tan x = primDoubleTan x
  asin x = primDoubleAsin x
  acos x = primDoubleAcos x
  atan x = primDoubleAtan x
  sinh x = primDoubleSinh x
  cosh x = primDoubleCosh x
  tanh x = primDoubleTanh x
  asinh x
    | primDoubleIsNegativeZero x || primDoubleIsInfinite x || primDoubleIsNaN x = x
    | primDoubleLt x 0 = primDoubleNegate (asinh (primDoubleNegate x))
    | primDoubleLt 268435456 x = primDoubleLog x + primDoubleLog 2
    | primDoubleLt 2 x = primDoubleLog (2 * x + 1 / (primDoubleSqrt (x * x + 1) + x))
    | otherwise = let t = x * x in primDoubleLog1p (x + t / (1 + primDoubleSqrt (1 + t)))
  acosh x
    | primDoubleLt 268435456 x = primDoubleLog x + primDoubleLog 2
    | primDoubleLt 2 x = primDoubleLog (2 * x - 1 / (x + primDoubleSqrt (x * x - 1)))
    | otherwise = let t = x - 1 in primDoubleLog1p (t + primDoubleSqrt (2 * t + t * t))
  atanh x
    | primDoubleLt x 0 || primDoubleIsNegativeZero x = primDoubleNegate (atanh (primDoubleNegate x))
    | primDoubleLt (x + x) 1 =
        let t = x + x in primDoubleLog1p (t + t * x / (1 - x)) / 2
    | otherwise = primDoubleLog1p ((x + x) / (1 - x)) / 2

instance RealFrac Double where
  properFraction x =
    let n = primDoubleTruncate x
        whole = primIntGe (primDoubleExponent x) 0
     in (fromInteger n, if whole then 0 else primDoubleSub x (primIntegerToDouble n))
  truncate x = fromInteger (primDoubleTruncate x)
  round x = fromInteger (primDoubleRound x)
  ceiling x = fromInteger (primDoubleCeiling x)
  floor x = fromInteger (primDoubleFloor x)

instance RealFloat Double where
  floatRadix _ = 2
  floatDigits _ = 53
  floatRange _ = (-1021, 1024)
  decodeFloat x = (primDoubleMantissa x, primDoubleExponent x)
  encodeFloat m e = primDoubleEncode m e
  isNaN x = primDoubleIsNaN x
  isInfinite x = primDoubleIsInfinite x
  isDenormalized x =
    not (primDoubleEq x 0) && primDoubleLt (abs x) (twoTo (-1022))
  isNegativeZero x = primDoubleIsNegativeZero x
  isIEEE _ = True

-- Float.

fromDouble :: Double -> Float
fromDouble x = MakeFloat (primDoubleToFloat x)

toDouble :: Float -> Double
toDouble (MakeFloat x) = x

instance Eq Float where
  MakeFloat x == MakeFloat y = primDoubleEq x y
  MakeFloat x /= MakeFloat y = not (primDoubleEq x y)

instance Ord Float where
  compare (MakeFloat x) (MakeFloat y) = compare x y
  MakeFloat x < MakeFloat y = primDoubleLt x y
  MakeFloat x <= MakeFloat y = primDoubleLe x y
  MakeFloat x > MakeFloat y = primDoubleLt y x
  MakeFloat x >= MakeFloat y = primDoubleLe y x

instance Show Float where
  showsPrec d (MakeFloat x) s
    | primIntGt d 6 && (primDoubleLt x 0 || primDoubleIsNegativeZero x) =
        '(' : primFloatShow x ++ ')' : s
    | otherwise = primFloatShow x ++ s

instance Read Float where
  readsPrec d s = [(fromDouble x, t) | (x, t) <- readsPrec d s]

instance Enum Float where
  succ x = x + 1
  pred x = x - 1
  toEnum n = fromDouble (primIntToDouble n)
  fromEnum x = truncate x
  enumFrom x = numericFrom x
  enumFromThen x y = numericFromThen x y
  enumFromTo x y = numericFromTo x y
  enumFromThenTo x y z = numericFromThenTo x y z

instance Num Float where
  MakeFloat x + MakeFloat y = fromDouble (primDoubleAdd x y)
  MakeFloat x - MakeFloat y = fromDouble (primDoubleSub x y)
  MakeFloat x * MakeFloat y = fromDouble (primDoubleMul x y)
  negate (MakeFloat x) = MakeFloat (primDoubleNegate x)
  abs (MakeFloat x) = MakeFloat (abs x)
  signum (MakeFloat x) = MakeFloat (signum x)
  fromInteger n = MakeFloat (rationalToDouble 24 (-149) n 1)

instance Real Float where
  toRational (MakeFloat x) = toRational x

instance Fractional Float where
  MakeFloat x / MakeFloat y = fromDouble (primDoubleDiv x y)
  recip (MakeFloat x) = fromDouble (recip x)
  fromRational (n :% d) = fromDouble (rationalToDouble 24 (-149) n d)

instance Floating Float where
  pi = fromDouble pi
  exp x = fromDouble (exp (toDouble x))
  log x = fromDouble (log (toDouble x))
  sqrt x = fromDouble (sqrt (toDouble x))
  x ** y = fromDouble (toDouble x ** toDouble y)
  logBase b x = log x / log b
  sin x = fromDouble (sin (toDouble x))
  cos x = fromDouble (cos (toDouble x))
  tan x = fromDouble (tan (toDouble x))
  asin x = fromDouble (asin (toDouble x))
  acos x = fromDouble (acos (toDouble x))
  atan x = fromDouble (atan (toDouble x))
  sinh x = fromDouble (sinh (toDouble x))
  cosh x = fromDouble (cosh (toDouble x))
  tanh x = fromDouble (tanh (toDouble x))
  asinh x = fromDouble (asinh (toDouble x))
  acosh x = fromDouble (acosh (toDouble x))
  atanh x = fromDouble (atanh (toDouble x))

instance RealFrac Float where
  properFraction (MakeFloat x) = case properFraction x of
    (n, r) -> (n, MakeFloat r)
  truncate (MakeFloat x) = truncate x
  round (MakeFloat x) = round x
  ceiling (MakeFloat x) = ceiling x
  floor (MakeFloat x) = floor x

instance RealFloat Float where
  floatRadix _ = 2
  floatDigits _ = 24
  floatRange _ = (-125, 128)
  decodeFloat (MakeFloat x)
    | primDoubleEq x 0 = (0, 0)
    | otherwise = (primIntegerShiftR (primDoubleMantissa x) 29, primIntAdd (primDoubleExponent x) 29)
  encodeFloat m e = fromDouble (encodeFloat m e)
  isNaN (MakeFloat x) = primDoubleIsNaN x
  isInfinite (MakeFloat x) = primDoubleIsInfinite x
  isDenormalized (MakeFloat x) =
    not (primDoubleEq x 0) && primDoubleLt (abs x) (twoTo (-126))
  isNegativeZero (MakeFloat x) = primDoubleIsNegativeZero x
  isIEEE _ = True
  atan2 x y = fromDouble (atan2 (toDouble x) (toDouble y))

-- Ratio.

instance Eq a => Eq (Ratio a) where
  (a :% b) == (c :% d) = a == c && b == d

instance Integral a => Ord (Ratio a) where
  compare (a :% b) (c :% d) = compare (a * d) (c * b)
  (a :% b) < (c :% d) = a * d < c * b
  (a :% b) <= (c :% d) = a * d <= c * b

instance Show a => Show (Ratio a) where
  showsPrec d (n :% m) =
    showParen (d > 7) (\s -> showsPrec 8 n (" % " ++ showsPrec 8 m s))

instance (Integral a, Read a) => Read (Ratio a) where
  readsPrec d =
    readParen
      (d > 7)
      (\s -> [(n % m, v) | (n, t) <- readsPrec 8 s, ("%", u) <- lex t, (m, v) <- readsPrec 8 u])

instance Integral a => Enum (Ratio a) where
  succ x = x + 1
  pred x = x - 1
  toEnum n = fromInteger (primIntToInteger n)
  fromEnum x = fromInteger (truncate x)
  enumFrom x = numericFrom x
  enumFromThen x y = numericFromThen x y
  enumFromTo x y = numericFromTo x y
  enumFromThenTo x y z = numericFromThenTo x y z

instance Integral a => Num (Ratio a) where
  (a :% b) + (c :% d) = reduce (a * d + c * b) (b * d)
  (a :% b) - (c :% d) = reduce (a * d - c * b) (b * d)
  (a :% b) * (c :% d) = reduce (a * c) (b * d)
  negate (a :% b) = negate a :% b
  abs (a :% b) = abs a :% b
  signum (a :% _) = signum a :% 1
  fromInteger n = fromInteger n :% 1

instance Integral a => Real (Ratio a) where
  toRational (a :% b) = toInteger a :% toInteger b

instance Integral a => Fractional (Ratio a) where
  (a :% b) / (c :% d) = (a * d) % (b * c)
  recip (a :% b)
    | a == 0 = errorWithoutStackTrace "Ratio has zero denominator"
    | a < 0 = negate b :% negate a
    | otherwise = b :% a
  fromRational (n :% d) = fromInteger n % fromInteger d

instance Integral a => RealFrac (Ratio a) where
  properFraction (a :% b) =
    let q = quot a b
     in (convertIntegral q, rem a b :% b)

-- Lists.

instance Eq a => Eq [a] where
  xs == ys = equalLists xs ys

instance Ord a => Ord [a] where
  compare xs ys = compareLists xs ys

instance Show a => Show [a] where
  showsPrec _ xs = showList xs

instance Read a => Read [a] where
  readsPrec _ = readList

instance Semigroup [a] where
  xs <> ys = xs ++ ys
  stimes n xs
    | n < 0 = errorWithoutStackTrace "stimes: [], negative multiplier"
    | otherwise = listTimes n xs

listTimes :: Integral b => b -> [a] -> [a]
listTimes n xs
  | n == 0 = []
  | otherwise = xs ++ listTimes (n - 1) xs

instance Monoid [a] where
  mempty = []
  mconcat xss = listBind xss id

instance Functor [] where
  fmap f xs = map f xs

instance Applicative [] where
  pure x = [x]
  fs <*> xs = listBind fs (\f -> map f xs)
  liftA2 f xs ys = listBind xs (\x -> map (f x) ys)
  xs *> ys = listBind xs (\_ -> ys)

instance Monad [] where
  xs >>= f = listBind xs f

instance MonadFail [] where
  fail _ = []

instance Alternative [] where
  empty = []
  xs <|> ys = xs ++ ys

instance MonadPlus []

instance Foldable [] where
  foldMap f xs = mconcat (map f xs)
  foldr f z xs = listFoldr f z xs
  foldl f z xs = listFoldl f z xs
  foldl' f z xs = listFoldl' f z xs
  foldr1 f xs = listFoldr1 f xs
  foldl1 _ [] = emptyList "foldl1"
  foldl1 f (x : xs) = listFoldl f x xs
  toList xs = xs
  null [] = True
  null (_ : _) = False
  length xs = primListLength xs
  elem x xs = elemList x xs
  maximum [] = emptyList "maximum"
  maximum (x : xs) = listFoldl' max x xs
  minimum [] = emptyList "minimum"
  minimum (x : xs) = listFoldl' min x xs
  sum xs = sumList xs
  product xs = listFoldl' (*) 1 xs

instance Traversable [] where
  traverse f xs = listFoldr (\x r -> liftA2 (:) (f x) r) (pure []) xs

-- | Characters alone: what the elements of a string literal can be.
class IsChar c where
  fromChars :: String -> [c]

instance IsChar Char where
  fromChars s = s

instance IsChar c => IsString [c] where
  fromString s = fromChars s

-- Maybe.

instance Eq a => Eq (Maybe a) where
  Nothing == Nothing = True
  Just x == Just y = x == y
  _ == _ = False

instance Ord a => Ord (Maybe a) where
  compare Nothing Nothing = EQ
  compare Nothing (Just _) = LT
  compare (Just _) Nothing = GT
  compare (Just x) (Just y) = compare x y

instance Show a => Show (Maybe a) where
  showsPrec _ Nothing s = "Nothing" ++ s
  showsPrec d (Just x) s = showUnary "Just" d x s

instance Read a => Read (Maybe a) where
  readsPrec d s = readConstants [("Nothing", Nothing)] s ++ readUnary "Just" Just d s

instance Semigroup a => Semigroup (Maybe a) where
  Nothing <> b = b
  a <> Nothing = a
  Just a <> Just b = Just (a <> b)
  stimes _ Nothing = Nothing
  stimes n (Just a) = case compare n 0 of
    LT -> errorWithoutStackTrace "stimes: Maybe, negative multiplier"
    EQ -> Nothing
    GT -> Just (stimes n a)

instance Semigroup a => Monoid (Maybe a) where
  mempty = Nothing

instance Functor Maybe where
  fmap _ Nothing = Nothing
  fmap f (Just x) = Just (f x)

instance Applicative Maybe where
  pure x = Just x
  Just f <*> m = fmap f m
  Nothing <*> _ = Nothing
  liftA2 f (Just x) (Just y) = Just (f x y)
  liftA2 _ _ _ = Nothing
  Just _ *> m = m
  Nothing *> _ = Nothing

instance Monad Maybe where
  Nothing >>= _ = Nothing
  Just x >>= f = f x
  Nothing >> _ = Nothing
  Just _ >> m = m

instance MonadFail Maybe where
  fail _ = Nothing

instance Alternative Maybe where
  empty = Nothing
  Nothing <|> r = r
  l <|> _ = l

instance MonadPlus Maybe

instance Foldable Maybe where
  foldMap f m = maybe mempty f m
  foldr _ z Nothing = z
  foldr f z (Just x) = f x z
  foldl _ z Nothing = z
  foldl f z (Just x) = f z x

instance Traversable Maybe where
  traverse _ Nothing = pure Nothing
  traverse f (Just x) = fmap Just (f x)

-- Either.

instance (Eq a, Eq b) => Eq (Either a b) where
  Left x == Left y = x == y
  Right x == Right y = x == y
  _ == _ = False

instance (Ord a, Ord b) => Ord (Either a b) where
  compare (Left x) (Left y) = compare x y
  compare (Left _) (Right _) = LT
  compare (Right _) (Left _) = GT
  compare (Right x) (Right y) = compare x y

instance (Show a, Show b) => Show (Either a b) where
  showsPrec d (Left x) = showUnary "Left" d x
  showsPrec d (Right x) = showUnary "Right" d x

instance (Read a, Read b) => Read (Either a b) where
  readsPrec d s = readUnary "Left" Left d s ++ readUnary "Right" Right d s

instance Semigroup (Either a b) where
  Left _ <> b = b
  a <> _ = a
  stimes n x = stimesIdempotent n x

instance Functor (Either e) where
  fmap _ (Left e) = Left e
  fmap f (Right x) = Right (f x)

instance Applicative (Either e) where
  pure x = Right x
  Left e <*> _ = Left e
  Right f <*> r = fmap f r

instance Monad (Either e) where
  Left e >>= _ = Left e
  Right x >>= f = f x

instance Foldable (Either e) where
  foldMap _ (Left _) = mempty
  foldMap f (Right x) = f x
  foldr _ z (Left _) = z
  foldr f z (Right x) = f x z
  length (Left _) = 0
  length (Right _) = 1

instance Traversable (Either e) where
  traverse _ (Left e) = pure (Left e)
  traverse f (Right x) = fmap Right (f x)

instance Bifunctor Either where
  bimap f _ (Left x) = Left (f x)
  bimap _ g (Right y) = Right (g y)

-- NonEmpty.

instance Eq a => Eq (NonEmpty a) where
  (x :| xs) == (y :| ys) = x == y && xs == ys

instance Ord a => Ord (NonEmpty a) where
  compare (x :| xs) (y :| ys) = case compare x y of
    EQ -> compare xs ys
    other -> other

instance Show a => Show (NonEmpty a) where
  showsPrec d (x :| xs) = showParen (d > 5) (\s -> showsPrec 6 x (" :| " ++ showsPrec 6 xs s))

instance Semigroup (NonEmpty a) where
  (x :| xs) <> (y :| ys) = x :| (xs ++ y : ys)

instance Functor NonEmpty where
  fmap f (x :| xs) = f x :| map f xs

instance Applicative NonEmpty where
  pure x = x :| []
  fs <*> xs = fs >>= \f -> fmap f xs

instance Monad NonEmpty where
  (x :| xs) >>= f = case f x of
    y :| ys -> y :| (ys ++ listBind xs (\z -> toList (f z)))

instance Foldable NonEmpty where
  foldr f z (x :| xs) = f x (listFoldr f z xs)
  toList (x :| xs) = x : xs
  null _ = False

instance Traversable NonEmpty where
  traverse f (x :| xs) = liftA2 (:|) (f x) (traverse f xs)

-- Functions.

instance Semigroup b => Semigroup (a -> b) where
  f <> g = \x -> f x <> g x
  stimes n f = \x -> stimes n (f x)

instance Monoid b => Monoid (a -> b) where
  mempty = \_ -> mempty

instance Functor ((->) r) where
  fmap f g = \x -> f (g x)

instance Applicative ((->) r) where
  pure x = \_ -> x
  f <*> g = \x -> f x (g x)
  liftA2 op f g = \x -> op (f x) (g x)

instance Monad ((->) r) where
  f >>= k = \r -> k (f r) r

-- Tuples.

instance (Eq a, Eq b) => Eq (a, b) where
  (a, b) == (a', b') = a == a' && b == b'

instance (Eq a, Eq b, Eq c) => Eq (a, b, c) where
  (a, b, c) == (a', b', c') = a == a' && b == b' && c == c'

instance (Eq a, Eq b, Eq c, Eq d) => Eq (a, b, c, d) where
  (a, b, c, d) == (a', b', c', d') = a == a' && b == b' && c == c' && d == d'

instance (Eq a, Eq b, Eq c, Eq d, Eq e) => Eq (a, b, c, d, e) where
  (a, b, c, d, e) == (a', b', c', d', e') = a == a' && b == b' && c == c' && d == d' && e == e'

instance (Eq a, Eq b, Eq c, Eq d, Eq e, Eq f) => Eq (a, b, c, d, e, f) where
  (a, b, c, d, e, f) == (a', b', c', d', e', f') =
    a == a' && b == b' && c == c' && d == d' && e == e' && f == f'

instance (Eq a, Eq b, Eq c, Eq d, Eq e, Eq f, Eq g) => Eq (a, b, c, d, e, f, g) where
  (a, b, c, d, e, f, g) == (a', b', c', d', e', f', g') =
    a == a' && b == b' && c == c' && d == d' && e == e' && f == f' && g == g'

instance (Ord a, Ord b) => Ord (a, b) where
  compare (a, b) (a', b') = thenCompare (compare a a') (compare b b')

instance (Ord a, Ord b, Ord c) => Ord (a, b, c) where
  compare (a, b, c) (a', b', c') = thenCompare (compare a a') (thenCompare (compare b b') (compare c c'))

instance (Ord a, Ord b, Ord c, Ord d) => Ord (a, b, c, d) where
  compare (a, b, c, d) (a', b', c', d') = thenCompare (compare a a') (compare (b, c, d) (b', c', d'))

instance (Ord a, Ord b, Ord c, Ord d, Ord e) => Ord (a, b, c, d, e) where
  compare (a, b, c, d, e) (a', b', c', d', e') =
    thenCompare (compare a a') (compare (b, c, d, e) (b', c', d', e'))

instance (Ord a, Ord b, Ord c, Ord d, Ord e, Ord f) => Ord (a, b, c, d, e, f) where
  compare (a, b, c, d, e, f) (a', b', c', d', e', f') =
    thenCompare (compare a a') (compare (b, c, d, e, f) (b', c', d', e', f'))

instance (Ord a, Ord b, Ord c, Ord d, Ord e, Ord f, Ord g) => Ord (a, b, c, d, e, f, g) where
  compare (a, b, c, d, e, f, g) (a', b', c', d', e', f', g') =
    thenCompare (compare a a') (compare (b, c, d, e, f, g) (b', c', d', e', f', g'))

-- | The second comparison decides where the first does not.
thenCompare :: Ordering -> Ordering -> Ordering
thenCompare EQ r = r
thenCompare l _ = l

instance (Show a, Show b) => Show (a, b) where
  showsPrec _ (a, b) = showTuple [shows a, shows b]

instance (Show a, Show b, Show c) => Show (a, b, c) where
  showsPrec _ (a, b, c) = showTuple [shows a, shows b, shows c]

instance (Show a, Show b, Show c, Show d) => Show (a, b, c, d) where
  showsPrec _ (a, b, c, d) = showTuple [shows a, shows b, shows c, shows d]

instance (Show a, Show b, Show c, Show d, Show e) => Show (a, b, c, d, e) where
  showsPrec _ (a, b, c, d, e) = showTuple [shows a, shows b, shows c, shows d, shows e]

instance (Show a, Show b, Show c, Show d, Show e, Show f) => Show (a, b, c, d, e, f) where
  showsPrec _ (a, b, c, d, e, f) = showTuple [shows a, shows b, shows c, shows d, shows e, shows f]

instance (Show a, Show b, Show c, Show d, Show e, Show f, Show g) => Show (a, b, c, d, e, f, g) where
  showsPrec _ (a, b, c, d, e, f, g) =
    showTuple [shows a, shows b, shows c, shows d, shows e, shows f, shows g]

showTuple :: [ShowS] -> ShowS
showTuple parts s = '(' : listFoldr1 (\p q t -> p (',' : q t)) parts (')' : s)

instance (Read a, Read b) => Read (a, b) where
  readsPrec _ =
    readParen False (\s -> [((a, b), u) | ("(", r) <- lex s, (a, t) <- reads r, (b, t') <- readAfterComma t, (")", u) <- lex t'])

instance (Read a, Read b, Read c) => Read (a, b, c) where
  readsPrec _ =
    readParen
      False
      ( \s ->
          [ ((a, b, c), v)
          | ("(", r) <- lex s
          , (a, t) <- reads r
          , (b, u) <- readAfterComma t
          , (c, w) <- readAfterComma u
          , (")", v) <- lex w
          ]
      )

instance (Read a, Read b, Read c, Read d) => Read (a, b, c, d) where
  readsPrec _ =
    readParen
      False
      ( \s ->
          [ ((a, b, c, d), v)
          | ("(", r) <- lex s
          , (a, t) <- reads r
          , (b, u) <- readAfterComma t
          , (c, w) <- readAfterComma u
          , (d, x) <- readAfterComma w
          , (")", v) <- lex x
          ]
      )

readAfterComma :: Read a => ReadS a
readAfterComma s = [(x, u) | (",", t) <- lex s, (x, u) <- reads t]

instance (Bounded a, Bounded b) => Bounded (a, b) where
  minBound = (minBound, minBound)
  maxBound = (maxBound, maxBound)

instance (Bounded a, Bounded b, Bounded c) => Bounded (a, b, c) where
  minBound = (minBound, minBound, minBound)
  maxBound = (maxBound, maxBound, maxBound)

instance (Bounded a, Bounded b, Bounded c, Bounded d) => Bounded (a, b, c, d) where
  minBound = (minBound, minBound, minBound, minBound)
  maxBound = (maxBound, maxBound, maxBound, maxBound)

instance (Semigroup a, Semigroup b) => Semigroup (a, b) where
  (a, b) <> (a', b') = (a <> a', b <> b')
  stimes n (a, b) = (stimes n a, stimes n b)

instance (Semigroup a, Semigroup b, Semigroup c) => Semigroup (a, b, c) where
  (a, b, c) <> (a', b', c') = (a <> a', b <> b', c <> c')
  stimes n (a, b, c) = (stimes n a, stimes n b, stimes n c)

instance (Semigroup a, Semigroup b, Semigroup c, Semigroup d) => Semigroup (a, b, c, d) where
  (a, b, c, d) <> (a', b', c', d') = (a <> a', b <> b', c <> c', d <> d')

instance (Semigroup a, Semigroup b, Semigroup c, Semigroup d, Semigroup e) => Semigroup (a, b, c, d, e) where
  (a, b, c, d, e) <> (a', b', c', d', e') = (a <> a', b <> b', c <> c', d <> d', e <> e')

instance (Monoid a, Monoid b) => Monoid (a, b) where
  mempty = (mempty, mempty)

instance (Monoid a, Monoid b, Monoid c) => Monoid (a, b, c) where
  mempty = (mempty, mempty, mempty)

instance (Monoid a, Monoid b, Monoid c, Monoid d) => Monoid (a, b, c, d) where
  mempty = (mempty, mempty, mempty, mempty)

instance (Monoid a, Monoid b, Monoid c, Monoid d, Monoid e) => Monoid (a, b, c, d, e) where
  mempty = (mempty, mempty, mempty, mempty, mempty)

instance Functor ((,) a) where
  fmap f (a, b) = (a, f b)

instance Functor ((,,) a b) where
  fmap f (a, b, c) = (a, b, f c)

instance Functor ((,,,) a b c) where
  fmap f (a, b, c, d) = (a, b, c, f d)

instance Monoid a => Applicative ((,) a) where
  pure x = (mempty, x)
  (u, f) <*> (v, x) = (u <> v, f x)
  liftA2 f (u, x) (v, y) = (u <> v, f x y)

instance Monoid a => Monad ((,) a) where
  (u, a) >>= k = case k a of
    (v, b) -> (u <> v, b)

instance Foldable ((,) a) where
  foldMap f (_, y) = f y
  foldr f z (_, y) = f y z
  length _ = 1
  null _ = False

instance Traversable ((,) a) where
  traverse f (x, y) = fmap (\z -> (x, z)) (f y)

instance Bifunctor (,) where
  bimap f g ~(a, b) = (f a, g b)

instance Bifunctor ((,,) x) where
  bimap f g ~(x, a, b) = (x, f a, g b)

-- Ranges.

indexError :: Show a => String -> (a, a) -> a -> b
indexError name bounds i =
  errorWithoutStackTrace
    ("Ix{" ++ name ++ "}.index: Index " ++ showParen True (shows i) (" out of range " ++ showParen True (shows bounds) ""))

instance Ix Int where
  range (m, n) = enumFromTo m n
  index (m, n) i
    | m <= i && i <= n = fromEnum i - fromEnum m
    | otherwise = indexError "Int" (m, n) i
  inRange (m, n) i = m <= i && i <= n

instance Ix Integer where
  range (m, n) = enumFromTo m n
  index (m, n) i
    | m <= i && i <= n = primIntegerToInt (i - m)
    | otherwise = indexError "Integer" (m, n) i
  inRange (m, n) i = m <= i && i <= n

instance Ix Char where
  range (m, n) = enumFromTo m n
  index (m, n) i
    | m <= i && i <= n = fromEnum i - fromEnum m
    | otherwise = indexError "Char" (m, n) i
  inRange (m, n) i = m <= i && i <= n

instance Ix Bool where
  range (m, n) = enumFromTo m n
  index (m, n) i
    | m <= i && i <= n = fromEnum i - fromEnum m
    | otherwise = indexError "Bool" (m, n) i
  inRange (m, n) i = m <= i && i <= n

instance Ix Ordering where
  range (m, n) = enumFromTo m n
  index (m, n) i
    | m <= i && i <= n = fromEnum i - fromEnum m
    | otherwise = indexError "Ordering" (m, n) i
  inRange (m, n) i = m <= i && i <= n

instance (Ix a, Ix b) => Ix (a, b) where
  range ((l1, l2), (u1, u2)) = listBind (range (l1, u1)) (\i -> map (\j -> (i, j)) (range (l2, u2)))
  index ((l1, l2), (u1, u2)) (i, j)
    | inRange (l1, u1) i && inRange (l2, u2) j = index (l1, u1) i * rangeSize (l2, u2) + index (l2, u2) j
    | otherwise = errorWithoutStackTrace "Error in array index"
  inRange ((l1, l2), (u1, u2)) (i, j) = inRange (l1, u1) i && inRange (l2, u2) j

instance (Ix a, Ix b, Ix c) => Ix (a, b, c) where
  range ((l1, l2, l3), (u1, u2, u3)) =
    listBind (range (l1, u1)) (\i -> map (\(j, k) -> (i, j, k)) (range ((l2, l3), (u2, u3))))
  index ((l1, l2, l3), (u1, u2, u3)) (i, j, k)
    | inRange (l1, u1) i && inRange ((l2, l3), (u2, u3)) (j, k) =
        index (l1, u1) i * rangeSize ((l2, l3), (u2, u3)) + index ((l2, l3), (u2, u3)) (j, k)
    | otherwise = errorWithoutStackTrace "Error in array index"
  inRange ((l1, l2, l3), (u1, u2, u3)) (i, j, k) =
    inRange (l1, u1) i && inRange (l2, u2) j && inRange (l3, u3) k

-- Endomorphisms, which folds are made of.

newtype Endo a = Endo {appEndo :: a -> a}

instance Semigroup (Endo a) where
  Endo f <> Endo g = Endo (\x -> f (g x))

instance Monoid (Endo a) where
  mempty = Endo (\x -> x)

-- IO.

ioOutput :: IO a -> String
ioOutput (IO s _) = s

ioResult :: IO a -> a
ioResult (IO _ x) = x

instance Functor IO where
  fmap f (IO s x) = IO s (f x)

instance Applicative IO where
  pure x = IO "" x
  mf <*> mx = ap mf mx
  liftA2 f m n = m >>= \x -> n >>= \y -> IO "" (f x y)
  m *> n = m >>= \_ -> n

instance Monad IO where
  IO s x >>= k =
    let rest = k x
     in IO (s ++ ioOutput rest) (ioResult rest)

instance MonadFail IO where
  fail s = ioError (userError s)

instance Semigroup a => Semigroup (IO a) where
  m <> n = liftA2 (<>) m n

instance Monoid a => Monoid (IO a) where
  mempty = pure mempty

instance Show IOException where
  showsPrec _ (IOError s) t = s ++ t

instance Eq IOException where
  IOError s == IOError t = s == t

ioError :: IOError -> IO a
ioError (IOError s) = primError s

userError :: String -> IOError
userError s = IOError (if null s then "user error" else "user error (" ++ s ++ ")")

putStr :: String -> IO ()
putStr s = IO s ()

putStrLn :: String -> IO ()
putStrLn s = IO (s ++ "\n") ()

putChar :: Char -> IO ()
putChar c = IO [c] ()

print :: Show a => a -> IO ()
print x = putStrLn (show x)

-- | There is no input.
getLine :: IO String
getLine = ioError (IOError "<stdin>: hGetLine: end of file")

getChar :: IO Char
getChar = ioError (IOError "<stdin>: hGetChar: end of file")

getContents :: IO String
getContents = IO "" ""

interact :: (String -> String) -> IO ()
interact f = putStr (f "")

readFile :: FilePath -> IO String
readFile path = ioError (IOError (path ++ ": openFile: does not exist (No such file or directory)"))

writeFile :: FilePath -> String -> IO ()
writeFile path _ = ioError (IOError (path ++ ": openFile: permission denied (Permission denied)"))

appendFile :: FilePath -> String -> IO ()
appendFile path s = writeFile path s

readIO :: Read a => String -> IO a
readIO s = case completeReads s of
  [x] -> pure x
  [] -> ioError (userError "Prelude.readIO: no parse")
  _ -> ioError (userError "Prelude.readIO: ambiguous parse")

readLn :: Read a => IO a
readLn = getLine >>= readIO

-- Showing.

shows :: Show a => a -> ShowS
shows x = showsPrec 0 x

showChar :: Char -> ShowS
showChar c s = c : s

showString :: String -> ShowS
showString t s = t ++ s

showParen :: Bool -> ShowS -> ShowS
showParen True p s = '(' : p (')' : s)
showParen False p s = p s

showSpace :: ShowS
showSpace s = ' ' : s

showCommaSpace :: ShowS
showCommaSpace s = ',' : ' ' : s

showListWith :: (a -> ShowS) -> [a] -> ShowS
showListWith _ [] s = '[' : ']' : s
showListWith f (x : xs) s = '[' : f x (showRest f xs s)

showRest :: (a -> ShowS) -> [a] -> ShowS
showRest _ [] s = ']' : s
showRest f (x : xs) s = ',' : f x (showRest f xs s)

-- | A prefix constructor with one argument.
showUnary :: Show a => String -> Int -> a -> ShowS
showUnary name d x = showParen (d > 10) (\s -> name ++ ' ' : showsPrec 11 x s)

-- | A constructor with one named field.
showField :: Show a => String -> String -> Int -> a -> ShowS
showField name field d x =
  showParen (d > 10) (\s -> name ++ " {" ++ field ++ " = " ++ showsPrec 0 x ('}' : s))

-- Reading. A parser is the list of its results.

-- | Lexemes of the language, with their values.
data Lexeme
  = Char Char
  | String String
  | Punc String
  | Ident String
  | Symbol String
  | Number Number
  | EOF

-- | A number as it is written.
newtype Number = MakeNumber String

-- | A parser that knows the precedence of its context.
newtype ReadPrec a = MakeReadPrec (Int -> ReadS a)

readPrec_to_S :: ReadPrec a -> Int -> ReadS a
readPrec_to_S (MakeReadPrec f) = f

readS_to_Prec :: (Int -> ReadS a) -> ReadPrec a
readS_to_Prec f = MakeReadPrec f

instance Functor ReadPrec where
  fmap f (MakeReadPrec p) = MakeReadPrec (\d s -> [(f x, t) | (x, t) <- p d s])

instance Applicative ReadPrec where
  pure x = MakeReadPrec (\_ s -> [(x, s)])
  mf <*> mx = ap mf mx

instance Monad ReadPrec where
  MakeReadPrec p >>= k = MakeReadPrec (\d s -> listBind (p d s) (\(x, t) -> readPrec_to_S (k x) d t))

instance MonadFail ReadPrec where
  fail _ = MakeReadPrec (\_ _ -> [])

instance Alternative ReadPrec where
  empty = MakeReadPrec (\_ _ -> [])
  MakeReadPrec p <|> MakeReadPrec q = MakeReadPrec (\d s -> p d s ++ q d s)

instance MonadPlus ReadPrec

reads :: Read a => ReadS a
reads s = readsPrec 0 s

readParen :: Bool -> ReadS a -> ReadS a
readParen required p s
  | required = inside s
  | otherwise = p s ++ inside s
  where
    inside r = [(x, u) | ("(", t) <- lex r, (x, v) <- readParen False p t, (")", u) <- lex v]

completeReads :: Read a => String -> [a]
completeReads s = [x | (x, t) <- reads s, listAll isSpace t]

readEither :: Read a => String -> Either String a
readEither s = case completeReads s of
  [x] -> Right x
  [] -> Left "Prelude.read: no parse"
  _ -> Left "Prelude.read: ambiguous parse"

readMaybe :: Read a => String -> Maybe a
readMaybe s = case readEither s of
  Left _ -> Nothing
  Right x -> Just x

read :: Read a => String -> a
read s = case readEither s of
  Left message -> errorWithoutStackTrace message
  Right x -> x

readListDefault :: Read a => ReadS [a]
readListDefault = readParen False (\s -> listBind (lex s) start)
  where
    start ("[", t) = [([], u) | ("]", u) <- lex t] ++ [(x : xs, v) | (x, u) <- reads t, (xs, v) <- rest u]
    start _ = []
    rest s = listBind (lex s) more
    more ("]", t) = [([], t)]
    more (",", t) = [(x : xs, v) | (x, u) <- reads t, (xs, v) <- rest u]
    more _ = []

-- | One of some names.
readConstants :: [(String, a)] -> ReadS a
readConstants table = readParen False (\s -> [(x, t) | (name, t) <- lex s, (other, x) <- table, name == other])

-- | A prefix constructor with one argument.
readUnary :: Read a => String -> (a -> b) -> Int -> ReadS b
readUnary name make d =
  readParen (d > 10) (\s -> [(make x, u) | (word, t) <- lex s, word == name, (x, u) <- readsPrec 11 t])

-- | A function of a list: how containers are shown.
readUnaryList :: Read a => String -> ([a] -> b) -> Int -> ReadS b
readUnaryList name make d =
  readParen (d > 10) (\s -> [(make xs, u) | (word, t) <- lex s, word == name, (xs, u) <- readList t])

-- | A constructor with one named field.
readField :: Read a => String -> String -> (a -> b) -> Int -> ReadS b
readField name field make d =
  readParen
    (d > 11)
    ( \s ->
        [ (make x, y)
        | (word, t) <- lex s
        , word == name
        , ("{", u) <- lex t
        , (label, v) <- lex u
        , label == field
        , ("=", w) <- lex v
        , (x, z) <- readsPrec 0 w
        , ("}", y) <- lex z
        ]
    )

-- | A number with an optional minus sign: what to do with an integer, and with a fraction's digits.
readNumber :: Num a => (Integer -> Maybe a) -> (String -> Maybe a) -> ReadS a
readNumber whole fraction = readParen False signed
  where
    signed s = listBind (lexeme s) number
    number (Symbol "-", t) = [(negate x, u) | (l, u) <- lexeme t, Just x <- [value l]]
    number (l, t) = [(x, t) | Just x <- [value l]]
    value (Number (MakeNumber digits)) = case integerLexeme digits of
      Just n -> whole n
      Nothing -> fraction digits
    value (Ident "NaN") = fraction "NaN"
    value (Ident "Infinity") = fraction "1e999"
    value _ = Nothing

-- | The value of a number without fraction and exponent.
integerLexeme :: String -> Maybe Integer
integerLexeme ('0' : c : digits)
  | primCharEq c 'x' || primCharEq c 'X' = Just (fromDigits 16 digits)
  | primCharEq c 'o' || primCharEq c 'O' = Just (fromDigits 8 digits)
integerLexeme digits
  | listAll isDigit digits = Just (fromDigits 10 digits)
  | otherwise = Nothing

fromDigits :: Integer -> String -> Integer
fromDigits base digits =
  listFoldl' (\n c -> primIntegerAdd (primIntegerMul n base) (primIntToInteger (digitToInt c))) 0 digits

-- | The next lexeme as it is written; @""@ at the end.
lex :: ReadS String
lex s = case dropWhile isSpace s of
  "" -> [("", "")]
  t -> [(take (length t - length u) t, u) | (_, u) <- lexeme t]

-- | The next lexeme: none when there is a lexical error.
lexeme :: String -> [(Lexeme, String)]
lexeme s = case dropWhile isSpace s of
  [] -> [(EOF, [])]
  '\'' : t -> lexChar t
  '"' : t -> lexString t
  c : t
    | isPunctuator c -> [(Punc [c], t)]
    | isSymbolic c -> case span isSymbolic t of
        (cs, u) -> [(if isReserved (c : cs) then Punc (c : cs) else Symbol (c : cs), u)]
    | isAlpha c || primCharEq c '_' -> case span isNameChar t of
        (cs, u) -> [(Ident (c : cs), u)]
    | isDigit c -> [lexNumber c t]
    | otherwise -> []

isPunctuator :: Char -> Bool
isPunctuator c = elemList c ",;()[]{}`"

isSymbolic :: Char -> Bool
isSymbolic c
  | primCharLt c '\DEL' = elemList c "!@#$%&*+./<=>?\\^|:-~"
  | otherwise = isSymbol c || isPunctuation c

isReserved :: String -> Bool
isReserved s = elemList s ["..", "::", "=", "\\", "|", "<-", "->", "@", "~", "=>"]

isNameChar :: Char -> Bool
isNameChar c = isAlphaNum c || primCharEq c '_' || primCharEq c '\''

-- | The rest of a number that begins with a digit.
lexNumber :: Char -> String -> (Lexeme, String)
lexNumber '0' (x : c : t)
  | (primCharEq x 'x' || primCharEq x 'X') && isHexDigit c = case span isHexDigit t of
      (cs, u) -> (Number (MakeNumber ('0' : x : c : cs)), u)
  | (primCharEq x 'o' || primCharEq x 'O') && isOctDigit c = case span isOctDigit t of
      (cs, u) -> (Number (MakeNumber ('0' : x : c : cs)), u)
lexNumber c t =
  let (whole, afterWhole) = span isDigit t
      (fraction, afterFraction) = lexFraction afterWhole
      (power10, rest) = lexExponent afterFraction
   in (Number (MakeNumber (c : whole ++ fraction ++ power10)), rest)

lexFraction :: String -> (String, String)
lexFraction ('.' : c : t)
  | isDigit c = case span isDigit t of
      (cs, u) -> ('.' : c : cs, u)
lexFraction s = ("", s)

lexExponent :: String -> (String, String)
lexExponent s@(e : t)
  | primCharEq e 'e' || primCharEq e 'E' = case t of
      sign : c : u
        | (primCharEq sign '-' || primCharEq sign '+') && isDigit c -> case span isDigit u of
            (cs, v) -> ('e' : sign : c : cs, v)
      c : u
        | isDigit c -> case span isDigit u of
            (cs, v) -> ('e' : c : cs, v)
      _ -> ("", s)
lexExponent s = ("", s)

lexChar :: String -> [(Lexeme, String)]
lexChar ('\'' : _) = []
lexChar s = [(Char c, t) | (Just c, '\'' : t) <- lexCharacter s]

lexString :: String -> [(Lexeme, String)]
lexString ('"' : t) = [(String "", t)]
lexString s =
  [ (String (maybe cs (\d -> d : cs) c), u)
  | (c, t) <- lexCharacter s
  , (String cs, u) <- lexString t
  ]

-- | One character of a literal; nothing for an escape that stands for no character.
lexCharacter :: String -> [(Maybe Char, String)]
lexCharacter ('\\' : s) = lexEscape s
lexCharacter (c : s)
  | primCharEq c '\n' = []
  | otherwise = [(Just c, s)]
lexCharacter [] = []

lexEscape :: String -> [(Maybe Char, String)]
lexEscape s = case s of
  '&' : t -> [(Nothing, t)]
  '^' : c : t
    | primCharGe c '@' && primCharLe c '_' -> [(Just (chr (ord c - 64)), t)]
  'x' : t -> numeric 16 isHexDigit t
  'X' : t -> numeric 16 isHexDigit t
  'o' : t -> numeric 8 isOctDigit t
  'O' : t -> numeric 8 isOctDigit t
  c : t
    | isDigit c -> numeric 10 isDigit s
    | isSpace c -> case dropWhile isSpace t of
        '\\' : u -> [(Nothing, u)]
        _ -> []
    | Just d <- lookup c escapes -> [(Just d, t)]
    | otherwise -> namedEscape s
  [] -> []
  where
    escapes =
      [ ('a', '\a'), ('b', '\b'), ('f', '\f'), ('n', '\n'), ('r', '\r'), ('t', '\t'), ('v', '\v')
      , ('\\', '\\'), ('"', '"'), ('\'', '\'')
      ]
    numeric base p t = case span p t of
      ([], _) -> []
      (digits, u) -> let n = fromDigits base digits in if n <= 1114111 then [(Just (chr (primIntegerToInt n)), u)] else []

-- | @\\SOH@ before @\\SO@: the longest name wins.
namedEscape :: String -> [(Maybe Char, String)]
namedEscape s =
  take 1 [(Just c, t) | (name, c) <- ("SOH", '\SOH') : ("DEL", '\DEL') : zip asciiNames (enumFrom '\0'), Just t <- [afterPrefix name s]]

afterPrefix :: String -> String -> Maybe String
afterPrefix [] s = Just s
afterPrefix (c : cs) (d : ds)
  | primCharEq c d = afterPrefix cs ds
afterPrefix _ _ = Nothing
