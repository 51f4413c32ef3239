module Task where

data List a = Nil | Cons a (List a)
  deriving (Show, Eq)

-- | All beginnings, the shortest first.
--
-- >>> prefixes Nil
-- Cons Nil Nil
-- >>> prefixes (Cons 'b' Nil)
-- Cons Nil (Cons (Cons 'b' Nil) Nil)
-- >>> prefixes (Cons 'a' Nil)
-- Cons Nil (Cons (Cons 'a' Nil) Nil)
-- >>> prefixes (Cons 'a' (Cons 'b' Nil))
-- Cons Nil (Cons (Cons 'a' Nil) (Cons (Cons 'a' (Cons 'b' Nil)) Nil))
-- >>> prefixes (Cons 'b' (Cons 'c' Nil))
-- Cons Nil (Cons (Cons 'b' Nil) (Cons (Cons 'b' (Cons 'c' Nil)) Nil))
-- >>> prefixes (Cons 'a' (Cons 'b' (Cons 'c' Nil)))
-- Cons Nil (Cons (Cons 'a' Nil) (Cons (Cons 'a' (Cons 'b' Nil)) (Cons (Cons 'a' (Cons 'b' (Cons 'c' Nil))) Nil)))
prefixes :: List a -> List (List a)
prefixes = undefined
