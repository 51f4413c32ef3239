module Task where

data Family = Nobody | Child String String Family
  deriving (Show, Eq)

-- | Parent, grandparent and so on. An entry names a child, then its parent.
--
-- >>> ancestors Nobody "ann"
-- []
-- >>> ancestors (Child "ann" "bob" Nobody) "ann"
-- ["bob"]
-- >>> ancestors (Child "ann" "bob" Nobody) "bob"
-- []
-- >>> ancestors (Child "ann" "bob" (Child "bob" "cid" Nobody)) "bob"
-- ["cid"]
-- >>> ancestors (Child "ann" "bob" (Child "bob" "cid" Nobody)) "ann"
-- ["bob","cid"]
-- >>> ancestors (Child "bob" "cid" (Child "ann" "bob" Nobody)) "ann"
-- ["bob","cid"]
-- >>> ancestors (Child "eve" "cid" (Child "ann" "bob" (Child "cid" "dan" Nobody))) "eve"
-- ["cid","dan"]
ancestors :: Family -> String -> [String]
ancestors = undefined
