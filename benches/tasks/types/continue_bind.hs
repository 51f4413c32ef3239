module Task where

-- | One computation in continuation style after another.
continueBind :: ((a -> r) -> r) -> (a -> (b -> r) -> r) -> (b -> r) -> r
continueBind = undefined
