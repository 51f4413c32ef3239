{-# LANGUAGE NoImplicitPrelude #-}
-- | Input and output, as far as programs without effects can have them: output is collected, input is empty.
module System.IO
  ( IO, FilePath, putChar, putStr, putStrLn, print, getChar, getLine, getContents, interact
  , readFile, writeFile, appendFile, readIO, readLn
  , Handle, stdin, stdout, stderr, hPutStr, hPutStrLn, hPrint, hFlush, hSetBuffering
  , BufferMode (NoBuffering, LineBuffering, BlockBuffering)
  ) where

import Base

data Handle = Stdin | Stdout | Stderr

instance Eq Handle where
  Stdin == Stdin = True
  Stdout == Stdout = True
  Stderr == Stderr = True
  _ == _ = False

instance Show Handle where
  showsPrec _ Stdin = showString "<stdin>"
  showsPrec _ Stdout = showString "<stdout>"
  showsPrec _ Stderr = showString "<stderr>"

data BufferMode = NoBuffering | LineBuffering | BlockBuffering (Maybe Int)

stdin :: Handle
stdin = Stdin

stdout :: Handle
stdout = Stdout

stderr :: Handle
stderr = Stderr

hPutStr :: Handle -> String -> IO ()
hPutStr Stdin _ = ioError (IOError "<stdin>: hPutStr: illegal operation (handle is not open for writing)")
hPutStr Stdout s = putStr s
hPutStr Stderr _ = pure ()

hPutStrLn :: Handle -> String -> IO ()
hPutStrLn h s = hPutStr h s >> hPutStr h "\n"

hPrint :: Show a => Handle -> a -> IO ()
hPrint h x = hPutStrLn h (show x)

hFlush :: Handle -> IO ()
hFlush _ = pure ()

hSetBuffering :: Handle -> BufferMode -> IO ()
hSetBuffering _ _ = pure ()
