{-# LANGUAGE NoImplicitPrelude #-}
-- | Functions side by side: the methods of arrows at the arrow of functions.
module Control.Arrow (arr, first, second, (***), (&&&), (>>>), (<<<), left, right, (+++), (|||)) where

import Base hiding (first, second)

infixr 5 +++
infixr 3 ***
infixr 3 &&&
infixr 2 |||
infixr 1 >>>, <<<

arr :: (b -> c) -> b -> c
arr f = f

first :: (b -> c) -> (b, d) -> (c, d)
first f ~(x, y) = (f x, y)

second :: (b -> c) -> (d, b) -> (d, c)
second f ~(x, y) = (x, f y)

(***) :: (b -> c) -> (b' -> c') -> (b, b') -> (c, c')
(***) f g = \ ~(x, y) -> (f x, g y)

(&&&) :: (b -> c) -> (b -> c') -> b -> (c, c')
(&&&) f g = \x -> (f x, g x)

(>>>) :: (a -> b) -> (b -> c) -> a -> c
f >>> g = \x -> g (f x)

(<<<) :: (b -> c) -> (a -> b) -> a -> c
f <<< g = \x -> f (g x)

left :: (b -> c) -> Either b d -> Either c d
left f = either (\x -> Left (f x)) Right

right :: (b -> c) -> Either d b -> Either d c
right f = either Left (\y -> Right (f y))

(+++) :: (b -> c) -> (b' -> c') -> Either b b' -> Either c c'
(+++) f g = either (\x -> Left (f x)) (\y -> Right (g y))

(|||) :: (b -> d) -> (c -> d) -> Either b c -> d
f ||| g = either f g
