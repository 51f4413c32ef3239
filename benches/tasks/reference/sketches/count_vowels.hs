module Task where

-- | How many vowels.
-- visible: countVowels "education"
-- visible: countVowels "rhythm"
-- visible: countVowels "aeiou"
-- hidden: countVowels ""
-- hidden: countVowels "queue"
-- hidden: countVowels "xyz"
-- hidden: countVowels "haskell"
-- sketch: countVowels s = length (filter (`elem` _) s)
countVowels :: String -> Int
countVowels s = length (filter (`elem` "aeiou") s)
