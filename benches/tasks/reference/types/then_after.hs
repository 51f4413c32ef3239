module Task where

-- | One step with an effect after another.
-- hidden: thenAfter (\x -> [x, x + 1]) (\y -> [y, y * 10]) 1
-- hidden: thenAfter (\x -> Just (x + 1)) (\y -> if y > 3 then Nothing else Just (show y)) 1
-- hidden: thenAfter (\x -> ("one ", x + 1)) (\y -> ("two", y * 2)) 5
thenAfter :: Monad m => (a -> m b) -> (b -> m c) -> a -> m c
thenAfter f g x = f x >>= g
