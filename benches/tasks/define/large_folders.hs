module Task where

data Entry = File String Int | Folder String [Entry]
  deriving (Show, Eq)

-- | The names of the folders that hold at least so much, outer ones first.
--
-- >>> large 1 (File "a" 5)
-- []
-- >>> large 1 (Folder "src" [])
-- []
-- >>> large 5 (Folder "src" [File "a" 5])
-- ["src"]
-- >>> large 6 (Folder "src" [File "a" 5])
-- []
-- >>> large 6 (Folder "src" [File "a" 5, File "b" 2])
-- ["src"]
-- >>> large 5 (Folder "home" [Folder "src" [File "a" 5]])
-- ["home","src"]
-- >>> large 5 (Folder "home" [File "c" 3, Folder "src" [File "a" 2]])
-- ["home"]
-- >>> large 4 (Folder "home" [Folder "src" [File "a" 4], Folder "doc" [File "b" 1]])
-- ["home","src"]
large :: Int -> Entry -> [String]
large = undefined
