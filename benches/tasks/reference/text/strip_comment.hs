module Task where

-- | What stands before a hash.
-- visible: stripComment "x = 1 # one"
-- visible: stripComment "# all"
-- visible: stripComment "none"
-- hidden: stripComment "a#b#c"
-- hidden: stripComment ""
-- hidden: stripComment "tail #"
-- long: stripComment (replicate 50 'k' ++ "#" ++ replicate 50 'l')
stripComment :: String -> String
stripComment = takeWhile (/= '#')
