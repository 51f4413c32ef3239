{-# LANGUAGE NoImplicitPrelude #-}
-- | Computations that may have no result.
module Control.Monad.Trans.Maybe
  ( MaybeT (MaybeT, runMaybeT), mapMaybeT, maybeToExceptT, exceptToMaybeT
  ) where

import Base
import Control.Monad.IO.Class
import Control.Monad.Trans.Class
import Control.Monad.Trans.Except

newtype MaybeT m a = MaybeT {runMaybeT :: m (Maybe a)}

instance Functor m => Functor (MaybeT m) where
  fmap f m = MaybeT (fmap (fmap f) (runMaybeT m))

instance Monad m => Applicative (MaybeT m) where
  pure a = MaybeT (return (Just a))
  mf <*> mx = mf >>= \f -> mx >>= \x -> pure (f x)
  m *> k = m >>= \_ -> k

instance Monad m => Monad (MaybeT m) where
  m >>= k = MaybeT (runMaybeT m >>= maybe (return Nothing) (\a -> runMaybeT (k a)))

instance Monad m => MonadFail (MaybeT m) where
  fail _ = MaybeT (return Nothing)

instance Monad m => Alternative (MaybeT m) where
  empty = MaybeT (return Nothing)
  m <|> n = MaybeT (runMaybeT m >>= maybe (runMaybeT n) (\a -> return (Just a)))

instance Monad m => MonadPlus (MaybeT m)

instance MonadTrans MaybeT where
  lift m = MaybeT (m >>= \a -> return (Just a))

instance MonadIO m => MonadIO (MaybeT m) where
  liftIO m = lift (liftIO m)

mapMaybeT :: (m (Maybe a) -> n (Maybe b)) -> MaybeT m a -> MaybeT n b
mapMaybeT f m = MaybeT (f (runMaybeT m))

maybeToExceptT :: Functor m => e -> MaybeT m a -> ExceptT e m a
maybeToExceptT e m = ExceptT (fmap (maybe (Left e) Right) (runMaybeT m))

exceptToMaybeT :: Functor m => ExceptT e m a -> MaybeT m a
exceptToMaybeT m = MaybeT (fmap (either (\_ -> Nothing) Just) (runExceptT m))
