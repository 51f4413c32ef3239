module Task where

-- | One computation in continuation style after another.
-- hidden: continueBind (\k -> k 1 ++ k 2) (\x k -> k (x * 10)) (\y -> [y, y + 1])
-- hidden: continueBind (\k -> "<" ++ k 'a' ++ ">") (\c k -> k c ++ k 'z') (\c -> [c, c])
continueBind :: ((a -> r) -> r) -> (a -> (b -> r) -> r) -> (b -> r) -> r
continueBind m f k = m (\x -> f x k)
