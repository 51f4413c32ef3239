module Task where

data Family = Nobody | Child String String Family
  deriving (Show, Eq)

-- | Parent, grandparent and so on. An entry names a child, then its parent.
-- visible: ancestors Nobody "ann"
-- visible: ancestors (Child "ann" "bob" Nobody) "ann"
-- visible: ancestors (Child "ann" "bob" Nobody) "bob"
-- visible: ancestors (Child "ann" "bob" (Child "bob" "cid" Nobody)) "bob"
-- visible: ancestors (Child "ann" "bob" (Child "bob" "cid" Nobody)) "ann"
-- visible: ancestors (Child "bob" "cid" (Child "ann" "bob" Nobody)) "ann"
-- visible: ancestors (Child "eve" "cid" (Child "ann" "bob" (Child "cid" "dan" Nobody))) "eve"
-- hidden: ancestors (Child "c" "d" (Child "b" "c" (Child "a" "b" Nobody))) "a"
-- hidden: ancestors (Child "c" "d" (Child "b" "d" (Child "a" "b" Nobody))) "c"
-- hidden: ancestors (Child "c" "d" (Child "b" "d" (Child "a" "b" Nobody))) "a"
-- hidden: ancestors (Child "c" "d" (Child "b" "d" Nobody)) "z"
-- long: ancestors (foldr (\n f -> Child (show n) (show (n + 1)) f) Nobody (reverse [1 .. 30])) "4"
ancestors :: Family -> String -> [String]
ancestors family name = case parent family name of
  Nothing -> []
  Just p -> p : ancestors family p

parent :: Family -> String -> Maybe String
parent Nobody _ = Nothing
parent (Child c p rest) name = if c == name then Just p else parent rest name
