{-# LANGUAGE NoImplicitPrelude #-}
-- | Types whose ranges can be counted.
module Data.Ix (Ix (range, index, inRange, rangeSize)) where

import Base
