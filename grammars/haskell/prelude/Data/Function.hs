{-# LANGUAGE NoImplicitPrelude #-}
-- | Functions on functions.
module Data.Function (id, const, (.), flip, ($), (&), on, fix) where

import Base
