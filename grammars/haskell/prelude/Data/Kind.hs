{-# LANGUAGE NoImplicitPrelude #-}
-- | Kinds, by name only: kind signatures have no meaning here.
module Data.Kind (Type, Constraint) where

data Type

data Constraint
