{-# LANGUAGE NoImplicitPrelude #-}
-- | Computations that may stop with an error.
module Control.Monad.Trans.Except
  ( ExceptT (ExceptT), Except, except, runExcept, mapExcept, withExcept, runExceptT, mapExceptT, withExceptT
  , throwE, catchE
  ) where

import Base
import Control.Monad.IO.Class
import Control.Monad.Trans.Class
import Data.Functor.Identity

newtype ExceptT e m a = ExceptT (m (Either e a))

type Except e = ExceptT e Identity

instance Functor m => Functor (ExceptT e m) where
  fmap f m = ExceptT (fmap (fmap f) (runExceptT m))

instance Monad m => Applicative (ExceptT e m) where
  pure a = ExceptT (return (Right a))
  mf <*> mx = mf >>= \f -> mx >>= \x -> pure (f x)
  m *> k = m >>= \_ -> k

instance Monad m => Monad (ExceptT e m) where
  m >>= k = ExceptT (runExceptT m >>= either (\e -> return (Left e)) (\a -> runExceptT (k a)))

instance MonadFail m => MonadFail (ExceptT e m) where
  fail message = ExceptT (fail message)

instance (Monad m, Monoid e) => Alternative (ExceptT e m) where
  empty = ExceptT (return (Left mempty))
  m <|> n =
    ExceptT
      ( runExceptT m >>= \first -> case first of
          Left e -> fmap (either (\e' -> Left (e <> e')) Right) (runExceptT n)
          Right a -> return (Right a)
      )

instance (Monad m, Monoid e) => MonadPlus (ExceptT e m)

instance MonadTrans (ExceptT e) where
  lift m = ExceptT (m >>= \a -> return (Right a))

instance MonadIO m => MonadIO (ExceptT e m) where
  liftIO m = lift (liftIO m)

runExceptT :: ExceptT e m a -> m (Either e a)
runExceptT (ExceptT m) = m

except :: Monad m => Either e a -> ExceptT e m a
except m = ExceptT (return m)

runExcept :: Except e a -> Either e a
runExcept m = runIdentity (runExceptT m)

mapExcept :: (Either e a -> Either e' b) -> Except e a -> Except e' b
mapExcept f m = mapExceptT (\r -> Identity (f (runIdentity r))) m

withExcept :: (e -> e') -> Except e a -> Except e' a
withExcept f m = withExceptT f m

mapExceptT :: (m (Either e a) -> n (Either e' b)) -> ExceptT e m a -> ExceptT e' n b
mapExceptT f m = ExceptT (f (runExceptT m))

withExceptT :: Functor m => (e -> e') -> ExceptT e m a -> ExceptT e' m a
withExceptT f m = ExceptT (fmap (either (\e -> Left (f e)) Right) (runExceptT m))

throwE :: Monad m => e -> ExceptT e m a
throwE e = ExceptT (return (Left e))

catchE :: Monad m => ExceptT e m a -> (e -> ExceptT e' m a) -> ExceptT e' m a
catchE m h = ExceptT (runExceptT m >>= either (\e -> runExceptT (h e)) (\a -> return (Right a)))
