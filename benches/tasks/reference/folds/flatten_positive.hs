module Task where

-- | All positive numbers of a table.
-- visible: positives []
-- visible: positives [[1, -1]]
-- visible: positives [[3], [], [-2, 5]]
-- visible: positives [[0, 0], [7]]
-- hidden: positives [[-1, -2], [-3]]
-- hidden: positives [[1, 2], [3, -4], [5]]
-- long: positives [[n, negate n] | n <- [1 .. 25]]
positives :: [[Int]] -> [Int]
positives rows = filter (> 0) (concat rows)
