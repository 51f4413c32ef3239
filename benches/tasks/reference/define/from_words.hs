module Task where

data Trie = Done | Letter Char Bool Trie Trie
  deriving (Show, Eq)

-- | A tree of words: a letter, whether a word ends there, how it may go on, and what may stand instead of it.
-- The last word comes first, a new letter after those that are there. There are no empty words.
-- visible: fromWords []
-- visible: fromWords ["a"]
-- visible: fromWords ["ab"]
-- visible: fromWords ["b", "a"]
-- visible: fromWords ["a", "a"]
-- visible: fromWords ["ab", "a"]
-- visible: fromWords ["a", "ab"]
-- visible: fromWords ["ac", "ab"]
-- visible: fromWords ["bc", "b", "a"]
-- hidden: fromWords ["to", "tea"]
-- hidden: fromWords ["in", "inn", "it", "at"]
-- hidden: fromWords ["c", "b", "a", "b"]
-- hidden: fromWords ["abc", "ab", "xbc"]
-- long: fromWords [[a, b, a] | a <- "pqrstu", b <- "xyzw"]
fromWords :: [String] -> Trie
fromWords = foldr add Done

add :: String -> Trie -> Trie
add [] t = t
add (c : cs) Done = Letter c (null cs) (add cs Done) Done
add (c : cs) (Letter d end below beside)
  | c == d = Letter d (end || null cs) (add cs below) beside
  | otherwise = Letter d end below (add (c : cs) beside)
