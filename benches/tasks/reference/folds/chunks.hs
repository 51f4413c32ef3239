module Task where

-- | Pieces of a given length.
-- visible: chunks 2 []
-- visible: chunks 2 [1, 2, 3, 4]
-- visible: chunks 2 [1, 2, 3]
-- visible: chunks 3 [1, 2, 3, 4, 5, 6, 7]
-- hidden: chunks 1 [7, 8]
-- hidden: chunks 5 [1, 2]
-- hidden: chunks 4 [1, 2, 3, 4, 5, 6, 7, 8, 9]
-- long: chunks 7 [1 .. 50]
chunks :: Int -> [a] -> [[a]]
chunks _ [] = []
chunks n xs = take n xs : chunks n (drop n xs)
