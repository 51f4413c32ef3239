module Task where

-- | A text without its blanks.
-- visible: squeeze "a b"
-- hidden: squeeze ""
-- hidden: squeeze "  a  bb a "
-- hidden: squeeze "no"
-- hidden: squeeze "x y1 z?"
squeeze :: String -> String
squeeze = filter (/= ' ')
