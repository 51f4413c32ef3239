{-# LANGUAGE NoImplicitPrelude #-}
-- | Functors.
module Data.Functor (Functor (fmap, (<$)), ($>), (<$>), (<&>), void) where

import Base
