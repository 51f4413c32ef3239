{-# LANGUAGE NoImplicitPrelude #-}
-- | Monads with environment, output and state, and the strict transformer.
module Control.Monad.RWS.Strict
  ( module Control.Monad.Trans.RWS.Strict, module Control.Monad.Reader.Class, module Control.Monad.Writer.Class
  , module Control.Monad.State.Class, module Control.Monad, module Control.Monad.Trans, module Data.Monoid, fix
  ) where

import Base (fix)
import Control.Monad
import Control.Monad.Reader.Class
import Control.Monad.State.Class
import Control.Monad.Trans
import Control.Monad.Trans.RWS.Strict
import Control.Monad.Writer.Class
import Data.Monoid
