module Task where

-- | The firsts and the seconds.
-- property: \ps -> uncurry zip (split ps) == ps
-- property: \ps -> length (fst (split ps)) == length ps && length (snd (split ps)) == length ps
-- hidden: split [(1, 'a'), (2, 'b')]
-- hidden: split [] :: ([Int], String)
-- hidden: split [(True, False)]
-- long: split (zip [1 .. 30] (cycle "xyz"))
split :: [(a, b)] -> ([a], [b])
split = unzip
