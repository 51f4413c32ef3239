{-# LANGUAGE NoImplicitPrelude #-}
-- | Numbers as rows of bits, in two's complement.
module Data.Bits
  ( Bits
      ( (.&.), (.|.), xor, complement, shift, rotate, zeroBits, bit, setBit, clearBit, complementBit, testBit
      , bitSizeMaybe, bitSize, isSigned, shiftL, unsafeShiftL, shiftR, unsafeShiftR, rotateL, rotateR, popCount
      )
  , FiniteBits (finiteBitSize, countLeadingZeros, countTrailingZeros)
  , bitDefault, testBitDefault, popCountDefault, toIntegralSized
  ) where

import Base

infixl 8 `shift`, `rotate`, `shiftL`, `shiftR`, `rotateL`, `rotateR`
infixl 7 .&.
infixl 6 `xor`
infixl 5 .|.

foreign import prim "intAnd" intAnd :: Int -> Int -> Int
foreign import prim "intOr" intOr :: Int -> Int -> Int
foreign import prim "intXor" intXor :: Int -> Int -> Int
foreign import prim "intShiftL" intShiftL :: Int -> Int -> Int
foreign import prim "intShiftR" intShiftR :: Int -> Int -> Int
foreign import prim "intPopCount" intPopCount :: Int -> Int
foreign import prim "integerAnd" integerAnd :: Integer -> Integer -> Integer
foreign import prim "integerOr" integerOr :: Integer -> Integer -> Integer
foreign import prim "integerXor" integerXor :: Integer -> Integer -> Integer

class Eq a => Bits a where
  (.&.) :: a -> a -> a
  (.|.) :: a -> a -> a
  xor :: a -> a -> a
  complement :: a -> a
  shift :: a -> Int -> a
  rotate :: a -> Int -> a
  zeroBits :: a
  bit :: Int -> a
  setBit :: a -> Int -> a
  clearBit :: a -> Int -> a
  complementBit :: a -> Int -> a
  testBit :: a -> Int -> Bool
  bitSizeMaybe :: a -> Maybe Int
  bitSize :: a -> Int
  isSigned :: a -> Bool
  shiftL :: a -> Int -> a
  unsafeShiftL :: a -> Int -> a
  shiftR :: a -> Int -> a
  unsafeShiftR :: a -> Int -> a
  rotateL :: a -> Int -> a
  rotateR :: a -> Int -> a
  popCount :: a -> Int
  shift x n
    | n > 0 = shiftL x n
    | n < 0 = shiftR x (negate n)
    | otherwise = x
  rotate x n
    | n > 0 = rotateL x n
    | n < 0 = rotateR x (negate n)
    | otherwise = x
  zeroBits = clearBit (bit 0) 0
  setBit x i = x .|. bit i
  clearBit x i = x .&. complement (bit i)
  complementBit x i = x `xor` bit i
  bitSize x = case bitSizeMaybe x of
    Just n -> n
    Nothing -> errorWithoutStackTrace "bitSize is undefined"
  shiftL x n = shift x n
  unsafeShiftL x n = shiftL x n
  shiftR x n = shift x (negate n)
  unsafeShiftR x n = shiftR x n
  rotateL x n = rotate x n
  rotateR x n = rotate x (negate n)

class Bits b => FiniteBits b where
  finiteBitSize :: b -> Int
  countLeadingZeros :: b -> Int
  countTrailingZeros :: b -> Int
  countLeadingZeros x = leadingZeros x (finiteBitSize x - 1) 0
  countTrailingZeros x = trailingZeros x (finiteBitSize x) 0

leadingZeros :: Bits b => b -> Int -> Int -> Int
leadingZeros x i n
  | i < 0 || testBit x i = n
  | otherwise = leadingZeros x (i - 1) (n + 1)

trailingZeros :: Bits b => b -> Int -> Int -> Int
trailingZeros x size i
  | i >= size || testBit x i = i
  | otherwise = trailingZeros x size (i + 1)

bitDefault :: (Bits a, Num a) => Int -> a
bitDefault i = 1 `shiftL` i

testBitDefault :: (Bits a, Num a) => a -> Int -> Bool
testBitDefault x i = (x .&. bit i) /= 0

popCountDefault :: (Bits a, Num a) => a -> Int
popCountDefault x = countBits 0 x

countBits :: (Bits a, Num a) => Int -> a -> Int
countBits n x
  | x == 0 = n
  | otherwise = n `seq` countBits (n + 1) (x .&. (x - 1))

-- | The same number at another type, if it is one there.
toIntegralSized :: (Integral a, Integral b, Bits a, Bits b) => a -> Maybe b
toIntegralSized x =
  let y = fromIntegral x
   in if toInteger y == toInteger x then Just y else Nothing

instance Bits Int where
  x .&. y = intAnd x y
  x .|. y = intOr x y
  xor x y = intXor x y
  complement x = intXor x (-1)
  zeroBits = 0
  bit i = if i < 0 then overflow else intShiftL 1 i
  testBit x i
    | i < 0 = overflow
    | i >= 64 = False
    | otherwise = intAnd (intShiftR x i) 1 == 1
  bitSizeMaybe _ = Just 64
  bitSize _ = 64
  isSigned _ = True
  shift x n = if n >= 0 then intShiftL x n else shiftDown x n
  shiftL x n = intShiftL x n
  shiftR x n = intShiftR x n
  rotate x n = rotateInt x (intAnd n 63)
  popCount x = intPopCount x

instance FiniteBits Int where
  finiteBitSize _ = 64

shiftDown :: Int -> Int -> Int
shiftDown x n = if n <= -64 then intShiftR x 64 else intShiftR x (negate n)

-- | To the left, by less than 64.
rotateInt :: Int -> Int -> Int
rotateInt x n
  | n == 0 = x
  | otherwise = intOr (intShiftL x n) (logicalShiftR x (64 - n))

-- | Zeros come in at the left; by less than 64.
logicalShiftR :: Int -> Int -> Int
logicalShiftR x n
  | n == 0 = x
  | otherwise = intAnd (intShiftR x n) (intShiftL 1 (64 - n) - 1)

-- | What a shift by a negative number is.
overflow :: a
overflow = intShiftL 1 (-1) `seq` undefined

instance Bits Word where
  MakeWord x .&. MakeWord y = MakeWord (intAnd x y)
  MakeWord x .|. MakeWord y = MakeWord (intOr x y)
  xor (MakeWord x) (MakeWord y) = MakeWord (intXor x y)
  complement (MakeWord x) = MakeWord (intXor x (-1))
  zeroBits = MakeWord 0
  bit i = MakeWord (bit i)
  testBit (MakeWord x) i = testBit x i
  bitSizeMaybe _ = Just 64
  bitSize _ = 64
  isSigned _ = False
  shift x n = if n >= 0 then shiftL x n else shiftR x (if n <= -64 then 64 else negate n)
  shiftL (MakeWord x) n = MakeWord (intShiftL x n)
  shiftR (MakeWord x) n
    | n < 0 = overflow
    | n >= 64 = MakeWord 0
    | otherwise = MakeWord (logicalShiftR x n)
  rotate (MakeWord x) n = MakeWord (rotateInt x (intAnd n 63))
  popCount (MakeWord x) = intPopCount x

instance FiniteBits Word where
  finiteBitSize _ = 64

instance Bits Integer where
  x .&. y = integerAnd x y
  x .|. y = integerOr x y
  xor x y = integerXor x y
  complement x = -1 - x
  zeroBits = 0
  bit i = primIntegerShiftL 1 i
  testBit x i
    | i < 0 = overflow
    | otherwise = integerAnd (primIntegerShiftR x i) 1 == 1
  bitSizeMaybe _ = Nothing
  bitSize _ = errorWithoutStackTrace "Data.Bits.bitSize(Integer)"
  isSigned _ = True
  shift x n = if n >= 0 then primIntegerShiftL x n else primIntegerShiftR x (negate n)
  shiftL x n = primIntegerShiftL x n
  shiftR x n = primIntegerShiftR x n
  rotate x n = shift x n
  popCount x = if x >= 0 then countBits 0 x else negate (countBits 0 (negate x))

instance Bits Bool where
  x .&. y = x && y
  x .|. y = x || y
  xor x y = x /= y
  complement x = not x
  shift x n = if n == 0 then x else False
  rotate x _ = x
  zeroBits = False
  bit i = i == 0
  testBit x i = if i == 0 then x else False
  bitSizeMaybe _ = Just 1
  bitSize _ = 1
  isSigned _ = False
  popCount x = if x then 1 else 0

instance FiniteBits Bool where
  finiteBitSize _ = 1
  countTrailingZeros x = if x then 0 else 1
  countLeadingZeros x = if x then 0 else 1
