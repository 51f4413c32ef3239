module Task where

-- | The length of the longest word.
-- visible: longest ""
-- visible: longest "hi there"
-- visible: longest "a bb ccc bb"
-- visible: longest "word"
-- hidden: longest "to be or not to be"
-- hidden: longest "   "
-- hidden: longest "abcdef ab"
-- long: longest (unwords [replicate (n * 7 `mod` 23) 'x' | n <- [1 .. 30]])
longest :: String -> Int
longest s = foldr max 0 (map length (words s))
