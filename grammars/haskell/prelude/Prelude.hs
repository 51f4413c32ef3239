{-# LANGUAGE NoImplicitPrelude #-}
-- | What every module imports unless it says otherwise.
module Prelude
  ( -- * Types and classes
    Bool (False, True), Maybe (Nothing, Just), Either (Left, Right), Ordering (LT, EQ, GT)
  , Char, String, Int, Integer, Float, Double, Rational, Word, IO
  , Eq ((==), (/=))
  , Ord (compare, (<), (<=), (>=), (>), max, min)
  , Enum (succ, pred, toEnum, fromEnum, enumFrom, enumFromThen, enumFromTo, enumFromThenTo)
  , Bounded (minBound, maxBound)
  , Num ((+), (-), (*), negate, abs, signum, fromInteger)
  , Real (toRational)
  , Integral (quot, rem, div, mod, quotRem, divMod, toInteger)
  , Fractional ((/), recip, fromRational)
  , Floating
      ( pi, exp, log, sqrt, (**), logBase, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, asinh, acosh, atanh )
  , RealFrac (properFraction, truncate, round, ceiling, floor)
  , RealFloat
      ( floatRadix, floatDigits, floatRange, decodeFloat, encodeFloat, exponent, significand, scaleFloat
      , isNaN, isInfinite, isDenormalized, isNegativeZero, isIEEE, atan2
      )
  , Semigroup ((<>)), Monoid (mempty, mappend, mconcat)
  , Functor (fmap, (<$)), (<$>)
  , Applicative (pure, (<*>), (*>), (<*))
  , Monad ((>>=), (>>), return), MonadFail (fail), mapM_, sequence_, (=<<)
  , Foldable
      ( foldMap, foldr, foldl, foldr1, foldl1, elem, maximum, minimum, sum, product, null, length )
  , Traversable (traverse, sequenceA, mapM, sequence)
    -- * Functions
  , (&&), (||), not, otherwise, maybe, either, fst, snd, curry, uncurry
  , subtract, even, odd, gcd, lcm, (^), (^^), fromIntegral, realToFrac
  , id, const, (.), flip, ($), until, asTypeOf, error, errorWithoutStackTrace, undefined, seq, ($!)
    -- * Lists
  , map, (++), filter, head, last, tail, init, (!!), reverse, and, or, any, all, concat, concatMap
  , scanl, scanl1, scanr, scanr1, iterate, repeat, replicate, cycle
  , take, drop, takeWhile, dropWhile, span, break, splitAt, notElem, lookup
  , zip, zip3, zipWith, zipWith3, unzip, unzip3, lines, words, unlines, unwords
    -- * Text
  , ShowS, Show (showsPrec, showList, show), shows, showChar, showString, showParen
  , ReadS, Read (readsPrec, readList), reads, readParen, read, lex
    -- * Input and output
  , putChar, putStr, putStrLn, print, getChar, getLine, getContents, interact
  , FilePath, readFile, writeFile, appendFile, readIO, readLn, IOError, ioError, userError
  ) where

import Base
