module Task where

data List a = Nil | Cons a (List a)
  deriving (Show, Eq)

-- | The stops of a journey and of its way back.
-- visible: thereAndBack Nil
-- visible: thereAndBack (Cons 'a' Nil)
-- visible: thereAndBack (Cons 'b' Nil)
-- visible: thereAndBack (Cons 'a' (Cons 'b' Nil))
-- visible: thereAndBack (Cons 'b' (Cons 'c' Nil))
-- visible: thereAndBack (Cons 'a' (Cons 'b' (Cons 'c' Nil)))
-- hidden: thereAndBack (Cons 1 (Cons 1 Nil))
-- hidden: thereAndBack (Cons 4 (Cons 3 (Cons 2 (Cons 1 Nil))))
-- hidden: thereAndBack (Cons True (Cons False (Cons False Nil)))
-- long: thereAndBack (foldr Cons Nil ['a' .. 'z'])
thereAndBack :: List a -> List a
thereAndBack Nil = Nil
thereAndBack (Cons x xs) = Cons x (snoc (thereAndBack xs) x)

snoc :: List a -> a -> List a
snoc Nil y = Cons y Nil
snoc (Cons x xs) y = Cons x (snoc xs y)
