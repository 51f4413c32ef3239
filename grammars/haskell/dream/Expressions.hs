module Expressions where

import Data.Maybe (fromMaybe, mapMaybe)

data Formula = Number Int | Name String | Sum Formula Formula | Product Formula Formula
  deriving (Show, Eq)

data Token = Word String | Digit Int | Open | Close
  deriving (Show, Eq)

names :: Formula -> [String]
names (Number _) = []
names (Name x) = [x]
names (Sum a b) = names a ++ names b
names (Product a b) = names a ++ names b

doubled :: Formula -> Formula
doubled e = Sum e e

digit :: Token -> Maybe Int
digit (Digit n) = Just n
digit _ = Nothing

wordOr :: String -> Token -> String
wordOr _ (Word w) = w
wordOr other _ = other
