module Text.Layout
  ( padLeft
  , indent
  , commaSeparated
  , initials
  ) where

import Data.List (intercalate)

-- | Blanks before a text, so that it has a width.
padLeft :: Int -> String -> String
padLeft = undefined

-- | Every line four columns to the right.
indent :: String -> String
indent = undefined

-- | The parts with commas between.
commaSeparated :: [String] -> String
commaSeparated = undefined

-- | The first letters of all words.
initials :: String -> String
initials = undefined
