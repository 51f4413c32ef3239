module Task where

-- | A separator between any two.
-- visible: joinWith ", " ["a", "b", "c"]
-- visible: joinWith "-" ["x", "y"]
-- hidden: joinWith "-" []
-- hidden: joinWith "" ["p", "q"]
-- hidden: joinWith "--" ["one"]
-- sketch: joinWith _ [] = ""
-- sketch: joinWith sep (x : xs) = x ++ concatMap _ xs
joinWith :: String -> [String] -> String
joinWith _ [] = ""
joinWith sep (x : xs) = x ++ concatMap (sep ++) xs
