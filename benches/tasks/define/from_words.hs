module Task where

data Trie = Done | Letter Char Bool Trie Trie
  deriving (Show, Eq)

-- | A tree of words: a letter, whether a word ends there, how it may go on, and what may stand instead of it.
-- The last word comes first, a new letter after those that are there. There are no empty words.
--
-- >>> fromWords []
-- Done
-- >>> fromWords ["a"]
-- Letter 'a' True Done Done
-- >>> fromWords ["ab"]
-- Letter 'a' False (Letter 'b' True Done Done) Done
-- >>> fromWords ["b", "a"]
-- Letter 'a' True Done (Letter 'b' True Done Done)
-- >>> fromWords ["a", "a"]
-- Letter 'a' True Done Done
-- >>> fromWords ["ab", "a"]
-- Letter 'a' True (Letter 'b' True Done Done) Done
-- >>> fromWords ["a", "ab"]
-- Letter 'a' True (Letter 'b' True Done Done) Done
-- >>> fromWords ["ac", "ab"]
-- Letter 'a' False (Letter 'b' True Done (Letter 'c' True Done Done)) Done
-- >>> fromWords ["bc", "b", "a"]
-- Letter 'a' True Done (Letter 'b' True (Letter 'c' True Done Done) Done)
fromWords :: [String] -> Trie
fromWords = undefined
