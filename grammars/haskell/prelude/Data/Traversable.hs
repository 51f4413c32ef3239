{-# LANGUAGE NoImplicitPrelude #-}
-- | Structures that can be walked with effects.
module Data.Traversable
  ( Traversable (traverse, sequenceA, mapM, sequence), for, forM, mapAccumL, mapAccumR, fmapDefault, foldMapDefault
  ) where

import Base
import Data.Functor.Const (Const (Const, getConst))
import Data.Functor.Identity (Identity (Identity, runIdentity))

for :: (Traversable t, Applicative f) => t a -> (a -> f b) -> f (t b)
for t f = traverse f t

forM :: (Traversable t, Monad m) => t a -> (a -> m b) -> m (t b)
forM t f = mapM f t

-- | A state that is threaded from the left.
newtype Forwards s a = Forwards (s -> (s, a))

runForwards :: Forwards s a -> s -> (s, a)
runForwards (Forwards k) = k

instance Functor (Forwards s) where
  fmap f (Forwards k) = Forwards (\s -> let r = k s in (fst r, f (snd r)))

instance Applicative (Forwards s) where
  pure x = Forwards (\s -> (s, x))
  Forwards kf <*> Forwards kx =
    Forwards
      ( \s ->
          let rf = kf s
              rx = kx (fst rf)
           in (fst rx, (snd rf) (snd rx))
      )

-- | A state that is threaded from the right.
newtype Backwards s a = Backwards (s -> (s, a))

runBackwards :: Backwards s a -> s -> (s, a)
runBackwards (Backwards k) = k

instance Functor (Backwards s) where
  fmap f (Backwards k) = Backwards (\s -> let r = k s in (fst r, f (snd r)))

instance Applicative (Backwards s) where
  pure x = Backwards (\s -> (s, x))
  Backwards kf <*> Backwards kx =
    Backwards
      ( \s ->
          let rx = kx s
              rf = kf (fst rx)
           in (fst rf, (snd rf) (snd rx))
      )

mapAccumL :: Traversable t => (s -> a -> (s, b)) -> s -> t a -> (s, t b)
mapAccumL f s t = runForwards (traverse (\x -> Forwards (\acc -> f acc x)) t) s

mapAccumR :: Traversable t => (s -> a -> (s, b)) -> s -> t a -> (s, t b)
mapAccumR f s t = runBackwards (traverse (\x -> Backwards (\acc -> f acc x)) t) s

fmapDefault :: Traversable t => (a -> b) -> t a -> t b
fmapDefault f t = runIdentity (traverse (\x -> Identity (f x)) t)

foldMapDefault :: (Traversable t, Monoid m) => (a -> m) -> t a -> m
foldMapDefault f t = getConst (traverse (\x -> Const (f x)) t)
