module Task where

-- | Accepts an age or says what is wrong with it.
-- visible: checkAge 20
-- visible: checkAge (-1)
-- visible: checkAge 0
-- visible: checkAge (-30)
-- visible: checkAge 99
-- hidden: checkAge 1
-- hidden: checkAge (-2)
-- hidden: checkAge 45
-- long: checkAge (-1000000)
checkAge :: Int -> Either String Int
checkAge n = if n < 0 then Left "negative" else Right n
