module Task where

import Prelude (Bool (..), Eq (..), Maybe (..), undefined, (&&), (||))

-- | Can a word be laid with these tiles, each used once at most?
-- visible: canSpell "" ""
-- visible: canSpell "" "a"
-- visible: canSpell "a" ""
-- visible: canSpell "a" "a"
-- visible: canSpell "a" "ba"
-- visible: canSpell "aa" "a"
-- visible: canSpell "aa" "aba"
-- visible: canSpell "ab" "ba"
-- visible: canSpell "ab" "aa"
-- visible: canSpell "aab" "aba"
-- hidden: canSpell "abc" "cab"
-- hidden: canSpell "abca" "cab"
-- hidden: canSpell "pepper" "epeppra"
-- hidden: canSpell [1, 2, 2] [2, 1, 1]
-- hidden: canSpell [3, 3] [1, 3, 2, 3]
-- long: canSpell "thequickbrownfoxjumps" "spmujxofnworbkciuqehtabcde"
-- long: canSpell "thequickbrownfoxjumpst" "spmujxofnworbkciuqehtabcde"
canSpell :: Eq a => [a] -> [a] -> Bool
canSpell [] _ = True
canSpell (x : xs) tiles = case takeOut x tiles of
  Nothing -> False
  Just rest -> canSpell xs rest

takeOut :: Eq a => a -> [a] -> Maybe [a]
takeOut _ [] = Nothing
takeOut x (y : ys) =
  if x == y
    then Just ys
    else case takeOut x ys of
      Nothing -> Nothing
      Just rest -> Just (y : rest)
