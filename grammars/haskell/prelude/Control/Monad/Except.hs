{-# LANGUAGE NoImplicitPrelude #-}
-- | Monads that can stop with an error, and the transformer.
module Control.Monad.Except
  ( module Control.Monad.Error.Class, ExceptT (ExceptT), Except, runExcept, mapExcept, withExcept
  , runExceptT, mapExceptT, withExceptT, module Control.Monad, module Control.Monad.Trans, fix
  ) where

import Base (fix)
import Control.Monad
import Control.Monad.Error.Class
import Control.Monad.Trans
import Control.Monad.Trans.Except
  (Except, ExceptT (ExceptT), mapExcept, mapExceptT, runExcept, runExceptT, withExcept, withExceptT)
