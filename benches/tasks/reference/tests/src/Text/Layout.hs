module Text.Layout
  ( padLeft
  , indent
  , commaSeparated
  , initials
  ) where

import Data.List (intercalate)

-- | Blanks before a text, so that it has a width.
-- hidden: padLeft 5 "abc"
-- hidden: padLeft 2 "abc"
-- hidden: padLeft 3 ""
-- hidden: padLeft 12 "0123456789"
padLeft :: Int -> String -> String
padLeft n s = replicate (n - length s) ' ' ++ s

-- | Every line four columns to the right.
-- hidden: indent "a\nb\nc"
-- hidden: indent ""
-- hidden: indent "one line"
indent :: String -> String
indent = unlines . map ("    " ++) . lines

-- | The parts with commas between.
-- hidden: commaSeparated ["x", "y", "z"]
-- hidden: commaSeparated []
-- hidden: commaSeparated ["only"]
commaSeparated :: [String] -> String
commaSeparated = intercalate ", "

-- | The first letters of all words.
-- hidden: initials "grace brewster hopper"
-- hidden: initials ""
-- hidden: initials "one"
initials :: String -> String
initials = map head . words
