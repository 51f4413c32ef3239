module Task where

import Data.Char (toUpper)

-- | Louder.
--
-- >>> shout "hi"
-- "HI!"
-- >>> shout ""
-- "!"
-- >>> shout "wake up"
-- "WAKE UP!"
shout :: String -> String
shout = undefined
