module Task where

data Code a = Symbol a | Fork (Code a) (Code a)
  deriving (Show, Eq)

-- | The symbols that a row of bits stands for: False goes left, True goes right, every symbol starts again at the top.
-- visible: decode (Fork (Symbol 'a') (Symbol 'b')) []
-- visible: decode (Fork (Symbol 'a') (Symbol 'b')) [False]
-- visible: decode (Fork (Symbol 'a') (Symbol 'b')) [True]
-- visible: decode (Fork (Symbol 'a') (Symbol 'b')) [True, False]
-- visible: decode (Fork (Symbol 'a') (Fork (Symbol 'b') (Symbol 'c'))) [True, False]
-- visible: decode (Fork (Symbol 'a') (Fork (Symbol 'b') (Symbol 'c'))) [True, True, False]
-- visible: decode (Fork (Symbol 'a') (Fork (Symbol 'b') (Symbol 'c'))) [False, True, False, True, True, False]
-- hidden: decode (Fork (Symbol 1) (Symbol 2)) [True, True, False, True]
-- hidden: decode (Fork (Fork (Symbol 'x') (Symbol 'y')) (Symbol 'z')) [False, True, True, False, False, True]
-- hidden: decode (Fork (Symbol 'p') (Fork (Fork (Symbol 'q') (Symbol 'r')) (Symbol 's'))) [True, False, True, False, True, True, True, False, False]
-- long: decode (Fork (Symbol 'p') (Fork (Fork (Symbol 'q') (Symbol 'r')) (Symbol 's'))) (concat (replicate 10 [True, False, True, False, True, True]))
decode :: Code a -> [Bool] -> [a]
decode code = walk code
  where
    walk (Symbol x) bits = x : decode code bits
    walk (Fork _ _) [] = []
    walk (Fork l r) (b : bits) = walk (if b then r else l) bits
