module Task where

-- | How many vowels.
--
-- >>> countVowels "education"
-- 5
-- >>> countVowels "rhythm"
-- 0
-- >>> countVowels "aeiou"
-- 5
countVowels :: String -> Int
countVowels s = length (filter (`elem` _) s)
