module Task where

data File = File { path :: String, size :: Int }
  deriving (Show, Eq)

-- | Puts a prefix before every path.
--
-- >>> underRoot "/tmp/" []
-- []
-- >>> underRoot "/tmp/" [File "a" 1]
-- [File {path = "/tmp/a", size = 1}]
-- >>> underRoot "src/" [File "Main.hs" 10, File "Lib.hs" 20]
-- [File {path = "src/Main.hs", size = 10},File {path = "src/Lib.hs", size = 20}]
underRoot :: String -> [File] -> [File]
underRoot = undefined
