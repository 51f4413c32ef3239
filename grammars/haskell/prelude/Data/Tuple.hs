{-# LANGUAGE NoImplicitPrelude #-}
-- | Tuples.
module Data.Tuple (fst, snd, curry, uncurry, swap) where

import Base
