{-# LANGUAGE NoImplicitPrelude #-}
-- | Tracing: the messages go to a stream that nobody reads here.
module Debug.Trace (trace, traceShow, traceId, traceShowId, traceM, traceShowM) where

import Base

trace :: String -> a -> a
trace s x = foldr seq () s `seq` x

traceShow :: Show a => a -> b -> b
traceShow x y = trace (show x) y

traceId :: String -> String
traceId s = trace s s

traceShowId :: Show a => a -> a
traceShowId x = trace (show x) x

traceM :: Applicative f => String -> f ()
traceM s = trace s (pure ())

traceShowM :: (Show a, Applicative f) => a -> f ()
traceShowM x = trace (show x) (pure ())
