module Task where

data Entry = File String Int | Folder String [Entry]
  deriving (Show, Eq)

-- | The names of the folders that hold at least so much, outer ones first.
-- visible: large 1 (File "a" 5)
-- visible: large 1 (Folder "src" [])
-- visible: large 5 (Folder "src" [File "a" 5])
-- visible: large 6 (Folder "src" [File "a" 5])
-- visible: large 6 (Folder "src" [File "a" 5, File "b" 2])
-- visible: large 5 (Folder "home" [Folder "src" [File "a" 5]])
-- visible: large 5 (Folder "home" [File "c" 3, Folder "src" [File "a" 2]])
-- visible: large 4 (Folder "home" [Folder "src" [File "a" 4], Folder "doc" [File "b" 1]])
-- hidden: large 0 (Folder "x" [Folder "y" [], Folder "z" [Folder "w" []]])
-- hidden: large 7 (Folder "x" [Folder "y" [File "p" 3, File "q" 4], Folder "z" [File "r" 6]])
-- hidden: large 10 (Folder "x" [Folder "y" [File "p" 3, Folder "u" [File "s" 9]], File "r" 6])
-- hidden: large 3 (File "f" 3)
-- long: large 100 (Folder "all" [Folder (show n) [File "a" n, Folder "sub" [File "b" (n * n)]] | n <- [1 .. 20]])
large :: Int -> Entry -> [String]
large _ (File _ _) = []
large n (Folder name es)
  | size (Folder name es) >= n = name : concatMap (large n) es
  | otherwise = concatMap (large n) es

size :: Entry -> Int
size (File _ n) = n
size (Folder _ es) = sum (map size es)
