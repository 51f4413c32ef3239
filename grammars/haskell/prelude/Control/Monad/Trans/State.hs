{-# LANGUAGE NoImplicitPrelude #-}
-- | The lazy variant.
module Control.Monad.Trans.State (module Control.Monad.Trans.State.Lazy) where

import Control.Monad.Trans.State.Lazy
