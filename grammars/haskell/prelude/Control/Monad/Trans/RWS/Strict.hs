{-# LANGUAGE NoImplicitPrelude #-}
-- | Environment, output and state in one. Triples are evaluated.
module Control.Monad.Trans.RWS.Strict
  ( RWST (RWST, runRWST), RWS, rws, runRWS, evalRWS, execRWS, mapRWS, withRWS, evalRWST, execRWST, mapRWST, withRWST
  ) where

import Base
import Control.Monad.IO.Class
import Control.Monad.Error.Class
import Control.Monad.Reader.Class
import Control.Monad.State.Class
import Control.Monad.Trans.Class
import Control.Monad.Writer.Class
import Data.Functor.Identity

newtype RWST r w s m a = RWST {runRWST :: r -> s -> m (a, s, w)}

type RWS r w s = RWST r w s Identity

instance Functor m => Functor (RWST r w s m) where
  fmap f m = RWST (\r s -> fmap (\(a, s', w) -> (f a, s', w)) (runRWST m r s))

instance (Monoid w, Monad m) => Applicative (RWST r w s m) where
  pure a = RWST (\_ s -> return (a, s, mempty))
  mf <*> mx = mf >>= \f -> mx >>= \x -> pure (f x)

instance (Monoid w, Monad m) => Monad (RWST r w s m) where
  m >>= k =
    RWST
      ( \r s ->
          runRWST m r s >>= \(a, s', w) ->
            runRWST (k a) r s' >>= \(b, s'', w') -> return (b, s'', w <> w')
      )

instance (Monoid w, MonadFail m) => MonadFail (RWST r w s m) where
  fail message = RWST (\_ _ -> fail message)

instance (Monoid w, MonadPlus m) => Alternative (RWST r w s m) where
  empty = RWST (\_ _ -> mzero)
  m <|> n = RWST (\r s -> runRWST m r s `mplus` runRWST n r s)

instance (Monoid w, MonadPlus m) => MonadPlus (RWST r w s m)

instance Monoid w => MonadTrans (RWST r w s) where
  lift m = RWST (\_ s -> m >>= \a -> return (a, s, mempty))

instance (Monoid w, MonadIO m) => MonadIO (RWST r w s m) where
  liftIO m = lift (liftIO m)

instance (Monoid w, Monad m) => MonadReader r (RWST r w s m) where
  ask = RWST (\r s -> return (r, s, mempty))
  local f m = RWST (\r s -> runRWST m (f r) s)
  reader f = RWST (\r s -> return (f r, s, mempty))

instance (Monoid w, Monad m) => MonadWriter w (RWST r w s m) where
  writer aw = RWST (\_ s -> return (fst aw, s, snd aw))
  tell w = RWST (\_ s -> return ((), s, w))
  listen m = RWST (\r s -> runRWST m r s >>= \(a, s', w) -> return ((a, w), s', w))
  pass m = RWST (\r s -> runRWST m r s >>= \((a, f), s', w) -> return (a, s', f w))

instance (Monoid w, Monad m) => MonadState s (RWST r w s m) where
  get = RWST (\_ s -> return (s, s, mempty))
  put s = RWST (\_ _ -> return ((), s, mempty))
  state f = RWST (\_ s -> case f s of (a, s') -> return (a, s', mempty))

instance (Monoid w, MonadError e m) => MonadError e (RWST r w s m) where
  throwError e = lift (throwError e)
  catchError m h = RWST (\r s -> catchError (runRWST m r s) (\e -> runRWST (h e) r s))

rws :: (r -> s -> (a, s, w)) -> RWS r w s a
rws f = RWST (\r s -> Identity (f r s))

runRWS :: RWS r w s a -> r -> s -> (a, s, w)
runRWS m r s = runIdentity (runRWST m r s)

evalRWS :: RWS r w s a -> r -> s -> (a, w)
evalRWS m r s = case runRWS m r s of
  (a, _, w) -> (a, w)

execRWS :: RWS r w s a -> r -> s -> (s, w)
execRWS m r s = case runRWS m r s of
  (_, s', w) -> (s', w)

mapRWS :: ((a, s, w) -> (b, s, w')) -> RWS r w s a -> RWS r w' s b
mapRWS f m = mapRWST (\x -> Identity (f (runIdentity x))) m

withRWS :: (r' -> s -> (r, s)) -> RWS r w s a -> RWS r' w s a
withRWS f m = withRWST f m

evalRWST :: Monad m => RWST r w s m a -> r -> s -> m (a, w)
evalRWST m r s = runRWST m r s >>= \(a, _, w) -> return (a, w)

execRWST :: Monad m => RWST r w s m a -> r -> s -> m (s, w)
execRWST m r s = runRWST m r s >>= \(_, s', w) -> return (s', w)

mapRWST :: (m (a, s, w) -> n (b, s, w')) -> RWST r w s m a -> RWST r w' s n b
mapRWST f m = RWST (\r s -> f (runRWST m r s))

withRWST :: (r' -> s -> (r, s)) -> RWST r w s m a -> RWST r' w s m a
withRWST f m = RWST (\r s -> case f r s of (r', s') -> runRWST m r' s')
