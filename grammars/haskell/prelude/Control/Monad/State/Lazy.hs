{-# LANGUAGE NoImplicitPrelude #-}
-- | Monads with a state, and the lazy transformer.
module Control.Monad.State.Lazy
  ( module Control.Monad.State.Class, StateT (StateT, runStateT), State, runState, evalState, execState, mapState
  , withState, evalStateT, execStateT, mapStateT, withStateT, module Control.Monad, module Control.Monad.Trans, fix
  ) where

import Base (fix)
import Control.Monad
import Control.Monad.State.Class
import Control.Monad.Trans
import Control.Monad.Trans.State.Lazy
  ( State, StateT (StateT, runStateT), evalState, evalStateT, execState, execStateT, mapState, mapStateT, runState
  , withState, withStateT
  )
