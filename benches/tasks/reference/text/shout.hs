module Task where

import Data.Char (toUpper)

-- | Louder.
-- visible: shout "hi"
-- visible: shout ""
-- visible: shout "wake up"
-- hidden: shout "a1b"
-- hidden: shout "OK"
-- long: shout (concat (replicate 20 "ab c"))
shout :: String -> String
shout s = map toUpper s ++ "!"
