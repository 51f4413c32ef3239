module Task where

data List a = Nil | Cons a (List a)
  deriving (Show)

-- | Is a list the same from both ends?
--
-- >>> palindrome Nil
-- True
-- >>> palindrome (Cons 'a' Nil)
-- True
-- >>> palindrome (Cons 'a' (Cons 'a' Nil))
-- True
-- >>> palindrome (Cons 'a' (Cons 'b' Nil))
-- False
-- >>> palindrome (Cons 'a' (Cons 'b' (Cons 'a' Nil)))
-- True
-- >>> palindrome (Cons 'a' (Cons 'a' (Cons 'b' Nil)))
-- False
-- >>> palindrome (Cons 'a' (Cons 'b' (Cons 'b' (Cons 'a' Nil))))
-- True
-- >>> palindrome (Cons 'a' (Cons 'b' (Cons 'c' (Cons 'a' Nil))))
-- False
palindrome :: Eq a => List a -> Bool
palindrome = undefined
