module Task where

-- | Twice the number.
-- visible: twice 2
-- hidden: twice 0
-- hidden: twice 3
-- hidden: twice (-4)
-- hidden: twice 50
twice :: Int -> Int
twice n = n + n
