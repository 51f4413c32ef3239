{-# LANGUAGE NoImplicitPrelude #-}
-- | Maps that are lazy in their values: the same as "Data.Map".
module Data.Map.Lazy (module Data.Map) where

import Data.Map
