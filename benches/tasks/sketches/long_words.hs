module Task where

-- | Words longer than so much, as they are.
--
-- >>> longWords 3 "the quick brown fox"
-- ["quick","brown"]
-- >>> longWords 1 "a bc d"
-- ["bc"]
longWords :: Int -> String -> [String]
longWords n = filter _ . words
