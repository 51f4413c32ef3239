module Task where

data List a = Nil | Cons a (List a)
  deriving (Show, Eq)

-- | The stops of a journey and of its way back.
--
-- >>> thereAndBack Nil
-- Nil
-- >>> thereAndBack (Cons 'a' Nil)
-- Cons 'a' (Cons 'a' Nil)
-- >>> thereAndBack (Cons 'b' Nil)
-- Cons 'b' (Cons 'b' Nil)
-- >>> thereAndBack (Cons 'a' (Cons 'b' Nil))
-- Cons 'a' (Cons 'b' (Cons 'b' (Cons 'a' Nil)))
-- >>> thereAndBack (Cons 'b' (Cons 'c' Nil))
-- Cons 'b' (Cons 'c' (Cons 'c' (Cons 'b' Nil)))
-- >>> thereAndBack (Cons 'a' (Cons 'b' (Cons 'c' Nil)))
-- Cons 'a' (Cons 'b' (Cons 'c' (Cons 'c' (Cons 'b' (Cons 'a' Nil)))))
thereAndBack :: List a -> List a
thereAndBack = undefined
