module Task where

-- | A separator between any two.
--
-- >>> joinWith ", " ["a", "b", "c"]
-- "a, b, c"
-- >>> joinWith "-" ["x", "y"]
-- "x-y"
joinWith :: String -> [String] -> String
joinWith _ [] = ""
joinWith sep (x : xs) = x ++ concatMap _ xs
