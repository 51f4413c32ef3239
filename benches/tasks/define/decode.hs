module Task where

data Code a = Symbol a | Fork (Code a) (Code a)
  deriving (Show, Eq)

-- | The symbols that a row of bits stands for: False goes left, True goes right, every symbol starts again at the top.
--
-- >>> decode (Fork (Symbol 'a') (Symbol 'b')) []
-- ""
-- >>> decode (Fork (Symbol 'a') (Symbol 'b')) [False]
-- "a"
-- >>> decode (Fork (Symbol 'a') (Symbol 'b')) [True]
-- "b"
-- >>> decode (Fork (Symbol 'a') (Symbol 'b')) [True, False]
-- "ba"
-- >>> decode (Fork (Symbol 'a') (Fork (Symbol 'b') (Symbol 'c'))) [True, False]
-- "b"
-- >>> decode (Fork (Symbol 'a') (Fork (Symbol 'b') (Symbol 'c'))) [True, True, False]
-- "ca"
-- >>> decode (Fork (Symbol 'a') (Fork (Symbol 'b') (Symbol 'c'))) [False, True, False, True, True, False]
-- "abca"
decode :: Code a -> [Bool] -> [a]
decode = undefined
