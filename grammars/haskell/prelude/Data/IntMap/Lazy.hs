{-# LANGUAGE NoImplicitPrelude #-}
-- | The lazy variant.
module Data.IntMap.Lazy (module Data.IntMap) where

import Data.IntMap
