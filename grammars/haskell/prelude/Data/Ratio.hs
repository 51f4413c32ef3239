{-# LANGUAGE NoImplicitPrelude #-}
-- | Fractions.
module Data.Ratio (Ratio, Rational, (%), numerator, denominator, approxRational) where

import Base

-- | The simplest fraction within a distance: continued fractions.
approxRational :: RealFrac a => a -> a -> Rational
approxRational x eps = simplest (toRational x - toRational eps) (toRational x + toRational eps)

simplest :: Rational -> Rational -> Rational
simplest x y
  | y < x = simplest y x
  | x == y = x
  | x > 0 = simplestPositive (numerator x) (denominator x) (numerator y) (denominator y)
  | y < 0 = negate (simplestPositive (negate (numerator y)) (denominator y) (negate (numerator x)) (denominator x))
  | otherwise = 0

-- | Between two positive fractions, the first one the smaller.
simplestPositive :: Integer -> Integer -> Integer -> Integer -> Rational
simplestPositive n d n' d'
  | r == 0 = q % 1
  | q /= q' = (q + 1) % 1
  | otherwise =
      let inner = simplestPositive d' r' d r
          n'' = numerator inner
          d'' = denominator inner
       in (q * n'' + d'') % n''
  where
    q = quot n d
    r = rem n d
    q' = quot n' d'
    r' = rem n' d'
