module Task where

-- | One step of a calculator with a stack.
-- visible: stackStep "+" [1, 2]
-- visible: stackStep "-" [3, 10, 5]
-- visible: stackStep "dup" [4, 5]
-- hidden: stackStep "-" [1, 2]
-- hidden: stackStep "dup" [9]
-- hidden: stackStep "?" [1]
-- hidden: stackStep "-" [7, 7, 7]
-- sketch: stackStep "+" (x : y : rest) = x + y : rest
-- sketch: stackStep "-" (x : y : rest) = _ : rest
-- sketch: stackStep "dup" (x : rest) = x : _
-- sketch: stackStep _ stack = stack
stackStep :: String -> [Int] -> [Int]
stackStep "+" (x : y : rest) = x + y : rest
stackStep "-" (x : y : rest) = y - x : rest
stackStep "dup" (x : rest) = x : x : rest
stackStep _ stack = stack
