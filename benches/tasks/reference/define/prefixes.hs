module Task where

data List a = Nil | Cons a (List a)
  deriving (Show, Eq)

-- | All beginnings, the shortest first.
-- visible: prefixes Nil
-- visible: prefixes (Cons 'b' Nil)
-- visible: prefixes (Cons 'a' Nil)
-- visible: prefixes (Cons 'a' (Cons 'b' Nil))
-- visible: prefixes (Cons 'b' (Cons 'c' Nil))
-- visible: prefixes (Cons 'a' (Cons 'b' (Cons 'c' Nil)))
-- hidden: prefixes (Cons 1 (Cons 1 Nil))
-- hidden: prefixes (Cons 3 (Cons 1 (Cons 2 Nil)))
-- hidden: prefixes (Cons True (Cons False (Cons True (Cons True Nil))))
-- long: prefixes (foldr Cons Nil ['a' .. 'z'])
prefixes :: List a -> List (List a)
prefixes Nil = Cons Nil Nil
prefixes (Cons x xs) = Cons Nil (beforeAll x (prefixes xs))

beforeAll :: a -> List (List a) -> List (List a)
beforeAll _ Nil = Nil
beforeAll x (Cons ys rest) = Cons (Cons x ys) (beforeAll x rest)
