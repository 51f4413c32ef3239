-- | Records that are built alike.
module Main where

data Button = Button
  { label :: String
  , width :: Int
  , height :: Int
  , enabled :: Bool
  , shortcut :: Maybe Char
  }
  deriving (Show)

saveButton :: Button
saveButton = Button {label = "Save", width = 80, height = 24, enabled = True, shortcut = Just 's'}

openButton :: Button
openButton = Button {label = "Open", width = 80, height = 24, enabled = True, shortcut = Just 'o'}

quitButton :: Button
quitButton = Button {label = "Quit", width = 80, height = 24, enabled = True, shortcut = Just 'q'}

main :: IO ()
main = mapM_ print [saveButton, openButton, quitButton]
