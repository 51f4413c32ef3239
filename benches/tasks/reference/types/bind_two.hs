module Task where

-- | A step that needs the results of two others.
-- hidden: bindTwo (\x y -> [x, y]) [1, 2] [10, 20]
-- hidden: bindTwo (\x y -> if y == 0 then Nothing else Just (div x y)) (Just 7) (Just 0)
-- hidden: bindTwo (\x y -> ("use", x - y)) ("first ", 9) ("second ", 4)
bindTwo :: Monad m => (a -> b -> m c) -> m a -> m b -> m c
bindTwo f p q = p >>= \x -> q >>= \y -> f x y
