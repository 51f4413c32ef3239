module Task where

-- | Names and values change places.
--
-- >>> swapAll [(1, 'a'), (2, 'b')]
-- [('a',1),('b',2)]
swapAll :: [(a, b)] -> [(b, a)]
swapAll ps = map (\(a, b) -> _) ps
