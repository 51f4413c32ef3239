{-# LANGUAGE NoImplicitPrelude #-}
-- | Input and output of text.
module Data.Text.IO (putStr, putStrLn, getLine, getContents, interact, readFile, writeFile, appendFile) where

import Base (FilePath, IO, fmap, (.))
import qualified Base as B
import Data.Text (Text, pack, unpack)

putStr :: Text -> IO ()
putStr t = B.putStr (unpack t)

putStrLn :: Text -> IO ()
putStrLn t = B.putStrLn (unpack t)

getLine :: IO Text
getLine = fmap pack B.getLine

getContents :: IO Text
getContents = fmap pack B.getContents

interact :: (Text -> Text) -> IO ()
interact f = B.interact (unpack . f . pack)

readFile :: FilePath -> IO Text
readFile path = fmap pack (B.readFile path)

writeFile :: FilePath -> Text -> IO ()
writeFile path t = B.writeFile path (unpack t)

appendFile :: FilePath -> Text -> IO ()
appendFile path t = B.appendFile path (unpack t)
