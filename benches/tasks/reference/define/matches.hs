module Task where

import Prelude (Bool (..), Char, Eq (..), Show, String, any, concatMap, null, undefined, (++))

data Pattern = Letter Char | Or Pattern Pattern | Then Pattern Pattern | Perhaps Pattern
  deriving (Show, Eq)

-- | Does a pattern fit a text, from its beginning to its end?
-- visible: matches (Letter 'a') "a"
-- visible: matches (Letter 'a') "b"
-- visible: matches (Letter 'a') "ab"
-- visible: matches (Or (Letter 'a') (Letter 'b')) "b"
-- visible: matches (Then (Letter 'a') (Letter 'b')) "ab"
-- visible: matches (Then (Letter 'a') (Letter 'b')) "a"
-- visible: matches (Perhaps (Letter 'a')) ""
-- visible: matches (Perhaps (Letter 'a')) "a"
-- visible: matches (Then (Perhaps (Letter 'a')) (Letter 'a')) "a"
-- visible: matches (Then (Or (Letter 'a') (Then (Letter 'a') (Letter 'b'))) (Letter 'c')) "abc"
-- hidden: matches (Letter 'a') ""
-- hidden: matches (Then (Perhaps (Letter 'x')) (Or (Letter 'y') (Letter 'z'))) "xz"
-- hidden: matches (Then (Perhaps (Letter 'x')) (Or (Letter 'y') (Letter 'z'))) "x"
-- hidden: matches (Then (Or (Then (Letter 'a') (Letter 'b')) (Letter 'a')) (Then (Letter 'b') (Letter 'c'))) "abc"
-- hidden: matches (Then (Perhaps (Letter 'a')) (Perhaps (Letter 'b'))) "ba"
-- long: matches {{P.foldr (\c p -> Then (Or (Letter c) (Letter '.')) p) (Perhaps (Letter '!')) ['a' .. 'z']}} "abc.efgh.jklmnopqrstuvwxyz!"
-- long: matches {{P.foldr (\c p -> Then (Perhaps (Letter c)) p) (Letter '!') ['a' .. 'z']}} "acegikmoqsuwya!"
matches :: Pattern -> String -> Bool
matches p s = any null (rests p s)

rests :: Pattern -> String -> [String]
rests (Letter _) [] = []
rests (Letter c) (d : s) = if c == d then [s] else []
rests (Or p q) s = rests p s ++ rests q s
rests (Then p q) s = concatMap (rests q) (rests p s)
rests (Perhaps p) s = s : rests p s
