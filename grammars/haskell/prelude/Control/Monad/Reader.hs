{-# LANGUAGE NoImplicitPrelude #-}
-- | Monads with an environment, and the transformer.
module Control.Monad.Reader
  ( module Control.Monad.Reader.Class, ReaderT (ReaderT, runReaderT), Reader, runReader, mapReader, withReader
  , mapReaderT, withReaderT, module Control.Monad, module Control.Monad.Trans, fix
  ) where

import Base (fix)
import Control.Monad
import Control.Monad.Reader.Class
import Control.Monad.Trans
import Control.Monad.Trans.Reader
  (Reader, ReaderT (ReaderT, runReaderT), mapReader, mapReaderT, runReader, withReader, withReaderT)
