module Task where

-- | Every other one, from the first.
-- visible: everyOther [1, 2, 3, 4, 5]
-- visible: everyOther "ab"
-- hidden: everyOther ""
-- hidden: everyOther "abcdef"
-- hidden: everyOther [True]
-- sketch: everyOther (x : _ : rest) = undefined
-- sketch: everyOther xs = xs
everyOther :: [a] -> [a]
everyOther (x : _ : rest) = x : everyOther rest
everyOther xs = xs
