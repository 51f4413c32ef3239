{-# LANGUAGE NoImplicitPrelude #-}
-- | Monads in which input and output can be done.
module Control.Monad.IO.Class (MonadIO (liftIO)) where

import Base

class Monad m => MonadIO m where
  liftIO :: IO a -> m a

instance MonadIO IO where
  liftIO m = m
