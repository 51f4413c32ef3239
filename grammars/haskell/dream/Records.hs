module Records where

data Level = Low | Medium | High
  deriving (Show, Eq, Ord, Enum, Bounded)

data Book = Book { title :: String, pages :: Int, level :: Level }
  deriving (Show, Eq)

data Shelf = Shelf { label :: String, books :: [Book] }
  deriving (Show, Eq)

isLong :: Book -> Bool
isLong book = pages book > 100

addPages :: Int -> Book -> Book
addPages n book = book { pages = pages book + n }

thickness :: Shelf -> Int
thickness shelf = sum (map pages (books shelf))

harder :: Level -> Level
harder Low = Medium
harder _ = High
