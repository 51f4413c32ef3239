module Task where

data List a = Nil | Cons a (List a)
  deriving (Show)

-- | Is a list the same from both ends?
-- visible: palindrome Nil
-- visible: palindrome (Cons 'a' Nil)
-- visible: palindrome (Cons 'a' (Cons 'a' Nil))
-- visible: palindrome (Cons 'a' (Cons 'b' Nil))
-- visible: palindrome (Cons 'a' (Cons 'b' (Cons 'a' Nil)))
-- visible: palindrome (Cons 'a' (Cons 'a' (Cons 'b' Nil)))
-- visible: palindrome (Cons 'a' (Cons 'b' (Cons 'b' (Cons 'a' Nil))))
-- visible: palindrome (Cons 'a' (Cons 'b' (Cons 'c' (Cons 'a' Nil))))
-- hidden: palindrome (Cons 1 (Cons 2 (Cons 2 Nil)))
-- hidden: palindrome (Cons 1 (Cons 2 (Cons 3 (Cons 2 (Cons 1 Nil)))))
-- hidden: palindrome (Cons 1 (Cons 2 (Cons 1 (Cons 2 Nil))))
-- hidden: palindrome (Cons 1 (Cons 2 (Cons 3 (Cons 1 (Cons 2 (Cons 1 Nil))))))
-- long: palindrome (foldr Cons Nil ([1 .. 20] ++ reverse [1 .. 20]))
-- long: palindrome (foldr Cons Nil ([1 .. 20] ++ [7] ++ reverse ([1 .. 10] ++ [12 .. 20] ++ [11])))
palindrome :: Eq a => List a -> Bool
palindrome xs = same xs (onto xs Nil)

onto :: List a -> List a -> List a
onto Nil acc = acc
onto (Cons x xs) acc = onto xs (Cons x acc)

same :: Eq a => List a -> List a -> Bool
same Nil Nil = True
same (Cons x xs) (Cons y ys) = x == y && same xs ys
same _ _ = False
