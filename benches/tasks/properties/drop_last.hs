module Task where

-- | All but the last so many.
--
-- prop> \n xs -> dropLast n xs == reverse (drop n (reverse xs))
dropLast :: Int -> [a] -> [a]
dropLast = undefined
