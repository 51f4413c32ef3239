{-# LANGUAGE NoImplicitPrelude #-}
-- | Numbers at the front of a text.
module Data.Text.Read (Reader, decimal, signed, hexadecimal, rational, double) where

import Base
import Data.Text (Text)
import qualified Data.Text as T

-- | What was read and the rest, or why nothing was.
type Reader a = Text -> Either String (a, Text)

decimal :: Integral a => Reader a
decimal t = digits isDigit "input does not start with a digit" 10 t

hexadecimal :: Integral a => Reader a
hexadecimal t
  | T.isPrefixOf (T.pack "0x") t || T.isPrefixOf (T.pack "0X") t = hex (T.drop 2 t)
  | otherwise = hex t
  where
    hex u = digits isHexDigit "input does not start with a hexadecimal digit" 16 u

digits :: Integral a => (Char -> Bool) -> String -> a -> Reader a
digits p message base t = case T.span p t of
  (ds, rest)
    | T.null ds -> Left message
    | otherwise -> Right (T.foldl' (\n d -> n * base + fromIntegral (digitToInt d)) 0 ds, rest)

signed :: Num a => Reader a -> Reader a
signed reader t = case T.uncons t of
  Just ('-', rest) -> fmap (\(n, u) -> (negate n, u)) (reader rest)
  Just ('+', rest) -> reader rest
  _ -> reader t

rational :: Fractional a => Reader a
rational t = number fromRational t

double :: Reader Double
double t = number fromRational t

-- | A sign, digits, perhaps a point with digits, perhaps an exponent.
number :: Num a => (Rational -> a) -> Reader a
number convert t = signed (\u -> fmap (\(r, v) -> (convert r, v)) (unsigned u)) t

unsigned :: Reader Rational
unsigned t = case decimal t :: Either String (Integer, Text) of
  Left message -> Left message
  Right (whole, rest) ->
    let (part, places, rest') = fraction rest
        (power, rest'') = exponentOf rest'
        n = whole * 10 ^ places + part
        e = power - places
     in Right (if e >= 0 then (n * 10 ^ e) % 1 else n % (10 ^ negate e), rest'')

fraction :: Text -> (Integer, Int, Text)
fraction t = case T.uncons t of
  Just ('.', rest) | Right (n, rest') <- decimal rest -> (n, T.length rest - T.length rest', rest')
  _ -> (0, 0, t)

exponentOf :: Text -> (Int, Text)
exponentOf t = case T.uncons t of
  Just (e, rest) | e == 'e' || e == 'E', Right (n, rest') <- signed decimal rest -> (n, rest')
  _ -> (0, t)
