module Task where

-- | Three negations are one.
-- hidden: dropTwo (\m -> m (+ 1) * 10) 4
-- hidden: dropTwo (\m -> m show ++ m reverse) "ab"
dropTwo :: (((a -> r) -> r) -> r) -> a -> r
dropTwo f x = f (\k -> k x)
