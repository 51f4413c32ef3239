module Task where

data List a = Nil | Cons a (List a)
  deriving (Show, Eq)

-- | Sorts a list.
-- visible: sorted Nil
-- visible: sorted (Cons 1 Nil)
-- visible: sorted (Cons 1 (Cons 2 Nil))
-- visible: sorted (Cons 2 (Cons 1 Nil))
-- visible: sorted (Cons 1 (Cons 1 Nil))
-- visible: sorted (Cons 2 (Cons 3 (Cons 1 Nil)))
-- visible: sorted (Cons 3 (Cons 1 (Cons 2 Nil)))
-- visible: sorted (Cons 2 (Cons 1 (Cons 3 (Cons 1 Nil))))
-- hidden: sorted (Cons 'c' (Cons 'b' (Cons 'a' Nil)))
-- hidden: sorted (Cons 5 (Cons 3 (Cons 5 (Cons 1 (Cons 4 Nil)))))
-- hidden: sorted (Cons 4 (Cons 3 (Cons 2 (Cons 1 (Cons 0 Nil)))))
-- long: sorted (foldr (\n xs -> Cons (n * 17 `mod` 40) xs) Nil [1 .. 40])
sorted :: Ord a => List a -> List a
sorted Nil = Nil
sorted (Cons x xs) = append (sorted (keep (<= x) xs)) (Cons x (sorted (keep (> x) xs)))

keep :: (a -> Bool) -> List a -> List a
keep _ Nil = Nil
keep p (Cons x xs) = if p x then Cons x (keep p xs) else keep p xs

append :: List a -> List a -> List a
append Nil ys = ys
append (Cons x xs) ys = Cons x (append xs ys)
