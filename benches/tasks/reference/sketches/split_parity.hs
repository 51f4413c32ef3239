module Task where

-- | The even ones and the others.
-- visible: splitParity [1, 2, 3]
-- visible: splitParity [4]
-- hidden: splitParity []
-- hidden: splitParity [7, 7]
-- hidden: splitParity [0, -1, 2, 5]
-- sketch: splitParity xs = (filter even xs, _)
splitParity :: [Int] -> ([Int], [Int])
splitParity xs = (filter even xs, filter odd xs)
