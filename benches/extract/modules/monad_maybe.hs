-- | Look-ups in another monad than IO.
module Main where

import qualified Data.Map as M

type Config = M.Map String String

port :: Config -> Maybe Int
port config = do
  text <- M.lookup "port" config
  value <- if all (`elem` "0123456789") text then Just (read text) else Nothing
  if value > 0 then Just value else Nothing

timeout :: Config -> Maybe Int
timeout config = do
  text <- M.lookup "timeout" config
  value <- if all (`elem` "0123456789") text then Just (read text) else Nothing
  if value > 0 then Just value else Nothing

main :: IO ()
main = print (port c, timeout c)
  where
    c = M.fromList [("port", "80"), ("timeout", "x")]
