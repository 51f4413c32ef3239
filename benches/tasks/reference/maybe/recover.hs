module Task where

-- | Replaces errors by their length.
-- visible: recover []
-- visible: recover [Left "abc", Right 1]
-- visible: recover [Right 10, Left ""]
-- visible: recover [Left "hello", Left "you", Right 2]
-- hidden: recover [Left "z"]
-- hidden: recover [Right 4, Right 5]
-- hidden: recover [Right 4, Left "four", Right 6]
-- long: recover [if even n then Left (replicate n 'x') else Right n | n <- [1 .. 40]]
recover :: [Either String Int] -> [Int]
recover = map (either length id)
