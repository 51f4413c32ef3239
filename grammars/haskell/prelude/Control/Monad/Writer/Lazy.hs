{-# LANGUAGE NoImplicitPrelude #-}
-- | Monads with an output, and the lazy transformer.
module Control.Monad.Writer.Lazy
  ( module Control.Monad.Writer.Class, WriterT (WriterT, runWriterT), Writer, runWriter, execWriter, mapWriter
  , execWriterT, mapWriterT, module Control.Monad, module Control.Monad.Trans, module Data.Monoid, fix
  ) where

import Base (fix)
import Control.Monad
import Control.Monad.Trans
import Control.Monad.Trans.Writer.Lazy
  (Writer, WriterT (WriterT, runWriterT), execWriter, execWriterT, mapWriter, mapWriterT, runWriter)
import Control.Monad.Writer.Class
import Data.Monoid
