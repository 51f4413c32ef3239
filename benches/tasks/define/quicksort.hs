module Task where

data List a = Nil | Cons a (List a)
  deriving (Show, Eq)

-- | Sorts a list.
--
-- >>> sorted Nil
-- Nil
-- >>> sorted (Cons 1 Nil)
-- Cons 1 Nil
-- >>> sorted (Cons 1 (Cons 2 Nil))
-- Cons 1 (Cons 2 Nil)
-- >>> sorted (Cons 2 (Cons 1 Nil))
-- Cons 1 (Cons 2 Nil)
-- >>> sorted (Cons 1 (Cons 1 Nil))
-- Cons 1 (Cons 1 Nil)
-- >>> sorted (Cons 2 (Cons 3 (Cons 1 Nil)))
-- Cons 1 (Cons 2 (Cons 3 Nil))
-- >>> sorted (Cons 3 (Cons 1 (Cons 2 Nil)))
-- Cons 1 (Cons 2 (Cons 3 Nil))
-- >>> sorted (Cons 2 (Cons 1 (Cons 3 (Cons 1 Nil))))
-- Cons 1 (Cons 1 (Cons 2 (Cons 3 Nil)))
sorted :: Ord a => List a -> List a
sorted = undefined
