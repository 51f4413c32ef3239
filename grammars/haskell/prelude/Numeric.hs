{-# LANGUAGE NoImplicitPrelude #-}
-- | Numbers as text in other bases and forms.
module Numeric
  ( showSigned, showIntAtBase, showInt, showHex, showOct
  , showEFloat, showFFloat, showGFloat, showFFloatAlt, showGFloatAlt, showFloat, showHFloat, floatToDigits
  , readSigned, readInt, readDec, readOct, readHex, readFloat, lexDigits, fromRat
  , Floating (pi, exp, log, sqrt, (**), logBase, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, asinh, acosh, atanh)
  ) where

import Base

-- Integers.

showSigned :: Real a => (a -> ShowS) -> Int -> a -> ShowS
showSigned showPositive d x
  | x < 0 = showParen (d > 6) (\r -> '-' : showPositive (negate x) r)
  | otherwise = showPositive x

showInt :: Integral a => a -> ShowS
showInt n r
  | n < 0 = errorWithoutStackTrace "Numeric.showInt: can't show negative numbers"
  | otherwise = primIntegerShow (toInteger n) ++ r

showIntAtBase :: (Integral a, Show a) => a -> (Int -> Char) -> a -> ShowS
showIntAtBase base toDigit n r
  | base <= 1 = errorWithoutStackTrace ("Numeric.showIntAtBase: applied to unsupported base " ++ show base)
  | n < 0 = errorWithoutStackTrace ("Numeric.showIntAtBase: applied to negative number " ++ show n)
  | otherwise = atBase base toDigit (quotRem n base) r

atBase :: Integral a => a -> (Int -> Char) -> (a, a) -> ShowS
atBase base toDigit (n, d) r =
  let c = toDigit (fromIntegral d)
      rest = c : r
   in c `seq` (if n == 0 then rest else atBase base toDigit (quotRem n base) rest)

showHex :: (Integral a, Show a) => a -> ShowS
showHex n = showIntAtBase 16 digit n

showOct :: (Integral a, Show a) => a -> ShowS
showOct n = showIntAtBase 8 digit n

digit :: Int -> Char
digit d = chr (if d < 10 then 48 + d else 87 + d)

readInt :: Num a => a -> (Char -> Bool) -> (Char -> Int) -> ReadS a
readInt base isDig value s = case span isDig s of
  ([], _) -> []
  (ds, rest) -> [(listFoldl (\n d -> n * base + fromIntegral (value d)) 0 ds, rest)]

readOct :: (Eq a, Num a) => ReadS a
readOct s = readInt 8 isOctDigit digitToInt s

readDec :: (Eq a, Num a) => ReadS a
readDec s = readInt 10 isDigit digitToInt s

readHex :: (Eq a, Num a) => ReadS a
readHex s = readInt 16 isHexDigit digitToInt s

readSigned :: Real a => ReadS a -> ReadS a
readSigned readPositive s = readParen False signed s
  where
    signed r = unsigned r ++ [(negate x, t) | ("-", r') <- lex r, (x, t) <- unsigned r']
    unsigned r = [(n, t) | (str, t) <- lex r, (n, "") <- readPositive str]

lexDigits :: ReadS String
lexDigits s = case span isDigit s of
  ([], _) -> []
  parts -> [parts]

-- | Digits, perhaps a point with digits, perhaps an exponent; or one of the two names.
readFloat :: RealFrac a => ReadS a
readFloat s =
  [(fromRational x, t) | (x, t) <- readPlain s]
    ++ [(0 / 0, t) | ("NaN", t) <- lex s]
    ++ [(1 / 0, t) | ("Infinity", t) <- lex s]

readPlain :: String -> [(Rational, String)]
readPlain s0 = case span isDigit s0 of
  ([], _) -> []
  (whole, rest) -> case fraction rest of
    (part, rest') -> case exponentPart rest' of
      (e, rest'') ->
        let n = number (whole ++ part)
            k = e - primListLength part
         in [(if k >= 0 then (n * 10 ^ k) % 1 else n % (10 ^ negate k), rest'')]

number :: String -> Integer
number ds = listFoldl' (\n d -> n * 10 + toInteger (digitToInt d)) 0 ds

fraction :: String -> (String, String)
fraction ('.' : rest@(d : _)) | isDigit d = span isDigit rest
fraction s = ([], s)

exponentPart :: String -> (Int, String)
exponentPart s = case s of
  e : '-' : rest@(d : _) | isE e && isDigit d -> case span isDigit rest of
    (ds, t) -> (negate (fromInteger (number ds)), t)
  e : '+' : rest@(d : _) | isE e && isDigit d -> case span isDigit rest of
    (ds, t) -> (fromInteger (number ds), t)
  e : rest@(d : _) | isE e && isDigit d -> case span isDigit rest of
    (ds, t) -> (fromInteger (number ds), t)
  _ -> (0, s)

isE :: Char -> Bool
isE c = c == 'e' || c == 'E'

fromRat :: RealFloat a => Rational -> a
fromRat x = fromRational x

-- Fractions. Digits are the shortest that name the number (Burger and Dybvig 1996).

-- | Digits in a base, and where the point is: @0.d1d2… * base ^ e@.
floatToDigits :: RealFloat a => Integer -> a -> ([Int], Int)
floatToDigits base x
  | x == 0 = ([0], 0)
  | otherwise = case decodeFloat x of
      (m0, e0) ->
        let b = floatRadix x
            p = floatDigits x
            minExponent = fst (floatRange x) - p
            gap = minExponent - e0
            f = if gap > 0 then m0 `quot` (b ^ gap) else m0
            e = if gap > 0 then e0 + gap else e0
            (r, s, up, down) = bounds b p minExponent f e
            k = scaleUp base r s up (firstGuess base b (p - 1 + e0))
         in if k >= 0
              then (digitsOf base r (s * base ^ k) up down, k)
              else let c = base ^ negate k in (digitsOf base (r * c) s (up * c) (down * c), k)

-- | The number as @r / s@, and the halves of the gaps to its neighbours over @s@.
bounds :: Integer -> Int -> Int -> Integer -> Int -> (Integer, Integer, Integer, Integer)
bounds b p minExponent f e
  | e >= 0 =
      let be = b ^ e
       in if f == b ^ (p - 1) then (f * be * b * 2, 2 * b, be * b, be) else (f * be * 2, 2, be, be)
  | e > minExponent && f == b ^ (p - 1) = (f * b * 2, b ^ (1 - e) * 2, b, 1)
  | otherwise = (f * 2, b ^ negate e * 2, 1, 1)

-- | Never too great: 'scaleUp' goes on from here.
firstGuess :: Integer -> Integer -> Int -> Int
firstGuess base b size
  | b == 2 && base == 10 = (size * 30103) `div` 100000
  | otherwise = floor (fromIntegral size * log (fromInteger b) / log (fromInteger base) :: Double) - 1

scaleUp :: Integer -> Integer -> Integer -> Integer -> Int -> Int
scaleUp base r s up n
  | n >= 0 = if r + up <= base ^ n * s then n else scaleUp base r s up (n + 1)
  | base ^ negate n * (r + up) <= s = n
  | otherwise = scaleUp base r s up (n + 1)

digitsOf :: Integer -> Integer -> Integer -> Integer -> Integer -> [Int]
digitsOf base r s up down =
  let d = (r * base) `quot` s
      r' = (r * base) `rem` s
      up' = up * base
      down' = down * base
      low = r' < down'
      high = r' + up' > s
      toDigit n = fromInteger n :: Int
   in case (low, high) of
        (True, False) -> [toDigit d]
        (False, True) -> [toDigit (d + 1)]
        (True, True) -> if r' * 2 < s then [toDigit d] else [toDigit (d + 1)]
        (False, False) -> toDigit d : digitsOf base r' s up' down'

data Form = Exponent | Fixed | Generic

showEFloat :: RealFloat a => Maybe Int -> a -> ShowS
showEFloat places x = showString (formatted Exponent places False x)

showFFloat :: RealFloat a => Maybe Int -> a -> ShowS
showFFloat places x = showString (formatted Fixed places False x)

showGFloat :: RealFloat a => Maybe Int -> a -> ShowS
showGFloat places x = showString (formatted Generic places False x)

showFFloatAlt :: RealFloat a => Maybe Int -> a -> ShowS
showFFloatAlt places x = showString (formatted Fixed places True x)

showGFloatAlt :: RealFloat a => Maybe Int -> a -> ShowS
showGFloatAlt places x = showString (formatted Generic places True x)

showFloat :: RealFloat a => a -> ShowS
showFloat x = showString (formatted Generic Nothing False x)

formatted :: RealFloat a => Form -> Maybe Int -> Bool -> a -> String
formatted form places alternate x
  | isNaN x = "NaN"
  | isInfinite x = if x < 0 then "-Infinity" else "Infinity"
  | x < 0 || isNegativeZero x = '-' : layOut form places alternate (floatToDigits 10 (negate x))
  | otherwise = layOut form places alternate (floatToDigits 10 x)

layOut :: Form -> Maybe Int -> Bool -> ([Int], Int) -> String
layOut form places alternate (ds, e) = case form of
  Generic -> if e < 0 || e > 7 then exponential places ds e else fixed places alternate ds e
  Exponent -> exponential places ds e
  Fixed -> fixed places alternate ds e

exponential :: Maybe Int -> [Int] -> Int -> String
exponential Nothing ds e = case map digit ds of
  "0" -> "0.0e0"
  [d] -> d : ".0e" ++ show (e - 1)
  d : rest -> d : '.' : rest ++ "e" ++ show (e - 1)
  [] -> errorWithoutStackTrace "formatRealFloat/doFmt/FFExponent: []"
exponential (Just n) ds e
  | n <= 0 = case ds of
      [0] -> "0e0"
      _ -> case roundTo 1 ds of
        (up, rounded) -> digit (head rounded) : 'e' : show (e - 1 + up)
  | otherwise = case ds of
      [0] -> '0' : '.' : take n (repeat '0') ++ "e0"
      _ -> case roundTo (n + 1) ds of
        (up, rounded) -> case map digit (if up > 0 then init rounded else rounded) of
          d : rest -> d : '.' : rest ++ 'e' : show (e - 1 + up)
          [] -> ""

fixed :: Maybe Int -> Bool -> [Int] -> Int -> String
fixed Nothing _ ds e
  | e <= 0 = "0." ++ replicate (negate e) '0' ++ map digit ds
  | otherwise = pointAfter e "" (map digit ds)
fixed (Just places) alternate ds e
  | e >= 0 = case roundTo (n + e) ds of
      (up, rounded) -> case splitAt (e + up) (map digit rounded) of
        (whole, part) -> orZero whole ++ point part
  | otherwise = case roundTo n (replicate (negate e) 0 ++ ds) of
      (up, rounded) -> case map digit (if up > 0 then rounded else 0 : rounded) of
        d : part -> d : point part
        [] -> ""
  where
    n = max places 0
    point part = if null part && not alternate then "" else '.' : part

pointAfter :: Int -> String -> String -> String
pointAfter 0 whole part = orZero (reverse whole) ++ '.' : orZero part
pointAfter n whole "" = pointAfter (n - 1) ('0' : whole) ""
pointAfter n whole (d : ds) = pointAfter (n - 1) (d : whole) ds

orZero :: String -> String
orZero "" = "0"
orZero ds = ds

-- | Decimal digits rounded to so many, halves to even, and how many digits were gained at the front.
roundTo :: Int -> [Int] -> (Int, [Int])
roundTo n ds = case rounding n True ds of
  (0, rounded) -> (0, rounded)
  (_, rounded) -> (1, 1 : rounded)

rounding :: Int -> Bool -> [Int] -> (Int, [Int])
rounding n _ [] = (0, replicate n 0)
rounding 0 isEven (d : ds)
  | d == 5 && isEven && listAll (== 0) ds = (0, [])
  | otherwise = (if d >= 5 then 1 else 0, [])
rounding n _ (d : ds) = case rounding (n - 1) (even d) ds of
  (carry, rounded) ->
    let d' = carry + d
     in if d' == 10 then (1, 0 : rounded) else (0, d' : rounded)

showHFloat :: RealFloat a => a -> ShowS
showHFloat x = showString (hexadecimal x)

hexadecimal :: RealFloat a => a -> String
hexadecimal x
  | isNaN x = "NaN"
  | isInfinite x = if x < 0 then "-Infinity" else "Infinity"
  | x < 0 || isNegativeZero x = '-' : hexadecimal (negate x)
  | otherwise = case floatToDigits 2 x of
      ([], _) -> ""
      (d : ds, e)
        | d == 0 -> "0x0p+0"
        | otherwise -> "0x" ++ show d ++ hexFraction ds ++ "p" ++ show (e - 1)

hexFraction :: [Int] -> String
hexFraction ds
  | listAll (== 0) ds = ""
  | otherwise = '.' : hexDigits ds

hexDigits :: [Int] -> String
hexDigits ds = case ds of
  [] -> ""
  [a] -> hexDigit a 0 0 0 : ""
  [a, b] -> hexDigit a b 0 0 : ""
  [a, b, c] -> hexDigit a b c 0 : ""
  a : b : c : d : rest -> hexDigit a b c d : hexDigits rest

hexDigit :: Int -> Int -> Int -> Int -> Char
hexDigit a b c d = digit (8 * a + 4 * b + 2 * c + d)
