{-# LANGUAGE NoImplicitPrelude #-}
-- | Strings, and what string literals can mean.
module Data.String (String, IsString (fromString), lines, words, unlines, unwords) where

import Base
import Data.Functor.Const (Const (Const))
import Data.Functor.Identity (Identity (Identity))

instance IsString a => IsString (Identity a) where
  fromString s = Identity (fromString s)

instance IsString a => IsString (Const a b) where
  fromString s = Const (fromString s)
