{-# LANGUAGE NoImplicitPrelude #-}
-- | Monads over monads.
module Control.Monad.Trans.Class (MonadTrans (lift)) where

import Base

class MonadTrans t where
  lift :: Monad m => m a -> t m a
