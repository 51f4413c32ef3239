module Task where

-- | Accepts an age or says what is wrong with it.
--
-- >>> checkAge 20
-- Right 20
-- >>> checkAge (-1)
-- Left "negative"
-- >>> checkAge 0
-- Right 0
-- >>> checkAge (-30)
-- Left "negative"
-- >>> checkAge 99
-- Right 99
checkAge :: Int -> Either String Int
checkAge = undefined
