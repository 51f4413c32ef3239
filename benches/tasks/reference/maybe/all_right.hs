module Task where

-- | The first complaint, or all results.
-- visible: collect []
-- visible: collect [Right 1, Right 2]
-- visible: collect [Right 1, Left "bad", Left "worse"]
-- visible: collect [Left "x", Right 2]
-- visible: collect [Right 5]
-- hidden: collect [Right 3, Right 2, Right 1]
-- hidden: collect [Right 3, Right 2, Left "end"]
-- hidden: collect [Left "a"]
-- long: collect (map Right [1 .. 50])
collect :: [Either String Int] -> Either String [Int]
collect [] = Right []
collect (Left e : _) = Left e
collect (Right x : rest) = fmap (x :) (collect rest)
