module Task where

-- | From both by turns.
-- visible: interleave [1, 3] [2, 4]
-- visible: interleave "ab" "x"
-- hidden: interleave "" "xy"
-- hidden: interleave [1] [2, 3, 4]
-- hidden: interleave [1, 2, 3] []
-- sketch: interleave [] ys = ys
-- sketch: interleave (x : xs) ys = x : _
interleave :: [a] -> [a] -> [a]
interleave [] ys = ys
interleave (x : xs) ys = x : interleave ys xs
