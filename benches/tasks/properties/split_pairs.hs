module Task where

-- | The firsts and the seconds.
--
-- prop> \ps -> uncurry zip (split ps) == ps
-- prop> \ps -> length (fst (split ps)) == length ps && length (snd (split ps)) == length ps
split :: [(a, b)] -> ([a], [b])
split = undefined
