{-# LANGUAGE NoImplicitPrelude #-}
-- | Monads with an output.
module Control.Monad.Writer.Class (MonadWriter (writer, tell, listen, pass), listens, censor) where

import Base
import Control.Monad.Trans.Class
import Control.Monad.Trans.Except
import Control.Monad.Trans.Maybe
import Control.Monad.Trans.Reader
import qualified Control.Monad.Trans.State.Lazy as Lazy
import qualified Control.Monad.Trans.State.Strict as Strict
import qualified Control.Monad.Trans.Writer.Lazy as LazyWriter
import qualified Control.Monad.Trans.Writer.Strict as StrictWriter

class Monad m => MonadWriter w m | m -> w where
  writer :: (a, w) -> m a
  tell :: w -> m ()
  listen :: m a -> m (a, w)
  pass :: m (a, w -> w) -> m a
  writer aw = tell (snd aw) >> return (fst aw)
  tell w = writer ((), w)

listens :: MonadWriter w m => (w -> b) -> m a -> m (a, b)
listens f m = listen m >>= \ ~(a, w) -> return (a, f w)

censor :: MonadWriter w m => (w -> w) -> m a -> m a
censor f m = pass (m >>= \a -> return (a, f))

instance Monoid w => MonadWriter w ((,) w) where
  writer aw = (snd aw, fst aw)
  tell w = (w, ())
  listen m = (fst m, (snd m, fst m))
  pass m = case m of
    (w, (a, f)) -> (f w, a)

instance (Monoid w, Monad m) => MonadWriter w (LazyWriter.WriterT w m) where
  writer aw = LazyWriter.writer aw
  tell w = LazyWriter.tell w
  listen m = LazyWriter.listen m
  pass m = LazyWriter.pass m

instance (Monoid w, Monad m) => MonadWriter w (StrictWriter.WriterT w m) where
  writer aw = StrictWriter.writer aw
  tell w = StrictWriter.tell w
  listen m = StrictWriter.listen m
  pass m = StrictWriter.pass m

instance MonadWriter w m => MonadWriter w (Lazy.StateT s m) where
  writer aw = lift (writer aw)
  tell w = lift (tell w)
  listen m = Lazy.mapStateT (\n -> listen n >>= \ ~((a, s), w) -> return ((a, w), s)) m
  pass m = Lazy.mapStateT (\n -> pass (n >>= \ ~((a, f), s) -> return ((a, s), f))) m

instance MonadWriter w m => MonadWriter w (Strict.StateT s m) where
  writer aw = lift (writer aw)
  tell w = lift (tell w)
  listen m = Strict.mapStateT (\n -> listen n >>= \((a, s), w) -> return ((a, w), s)) m
  pass m = Strict.mapStateT (\n -> pass (n >>= \((a, f), s) -> return ((a, s), f))) m

instance MonadWriter w m => MonadWriter w (ReaderT r m) where
  writer aw = lift (writer aw)
  tell w = lift (tell w)
  listen m = mapReaderT listen m
  pass m = mapReaderT pass m

instance MonadWriter w m => MonadWriter w (ExceptT e m) where
  writer aw = lift (writer aw)
  tell w = lift (tell w)
  listen m = mapExceptT (\n -> listen n >>= \(ea, w) -> return (fmap (\a -> (a, w)) ea)) m
  pass m =
    mapExceptT
      ( \n ->
          pass
            ( n >>= \r ->
                return
                  ( case r of
                      Left e -> (Left e, id)
                      Right (a, f) -> (Right a, f)
                  )
            )
      )
      m

instance MonadWriter w m => MonadWriter w (MaybeT m) where
  writer aw = lift (writer aw)
  tell w = lift (tell w)
  listen m = mapMaybeT (\n -> listen n >>= \(ma, w) -> return (fmap (\a -> (a, w)) ma)) m
  pass m =
    mapMaybeT
      ( \n ->
          pass
            ( n >>= \r ->
                return
                  ( case r of
                      Nothing -> (Nothing, id)
                      Just (a, f) -> (Just a, f)
                  )
            )
      )
      m
