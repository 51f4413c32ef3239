module Task where

-- | One step of a calculator with a stack.
--
-- >>> stackStep "+" [1, 2]
-- [3]
-- >>> stackStep "-" [3, 10, 5]
-- [7,5]
-- >>> stackStep "dup" [4, 5]
-- [4,4,5]
stackStep :: String -> [Int] -> [Int]
stackStep "+" (x : y : rest) = x + y : rest
stackStep "-" (x : y : rest) = _ : rest
stackStep "dup" (x : rest) = x : _
stackStep _ stack = stack
