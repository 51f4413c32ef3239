module Task where

-- | Follows a link twice.
-- visible: hop 1 [(1, 2), (2, 3)]
-- visible: hop 1 [(1, 2)]
-- visible: hop 5 [(1, 2), (2, 3)]
-- visible: hop 2 [(2, 2)]
-- hidden: hop 4 [(9, 4), (4, 9)]
-- hidden: hop 0 []
-- hidden: hop 3 [(3, 7), (7, 1), (1, 3)]
-- long: hop 17 [(n, n + 2) | n <- [1 .. 40]]
hop :: Int -> [(Int, Int)] -> Maybe Int
hop n links = lookup n links >>= \m -> lookup m links
