module Task where

data File = File { path :: String, size :: Int }
  deriving (Show, Eq)

-- | Puts a prefix before every path.
-- visible: underRoot "/tmp/" []
-- visible: underRoot "/tmp/" [File "a" 1]
-- visible: underRoot "src/" [File "Main.hs" 10, File "Lib.hs" 20]
-- hidden: underRoot "" [File "x" 3]
-- hidden: underRoot "b/" [File "1" 1, File "2" 2, File "3" 3]
-- long: underRoot "d/" [File (show n) n | n <- [1 .. 30]]
underRoot :: String -> [File] -> [File]
underRoot root = map (\f -> File (root ++ path f) (size f))
