module Task where

-- | The third argument first.
-- hidden: rotateArguments (,,) 'c' 1 True
-- hidden: rotateArguments (\a b c -> a - b * c) 2 10 3
rotateArguments :: (a -> b -> c -> d) -> c -> a -> b -> d
rotateArguments f z x y = f x y z
