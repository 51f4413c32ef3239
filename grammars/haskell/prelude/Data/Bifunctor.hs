{-# LANGUAGE NoImplicitPrelude #-}
-- | Functors of two arguments.
module Data.Bifunctor (Bifunctor (bimap, first, second)) where

import Base
