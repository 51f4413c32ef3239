{-# LANGUAGE NoImplicitPrelude #-}
-- | Truth values.
module Data.Bool (Bool (False, True), (&&), (||), not, otherwise, bool) where

import Base
