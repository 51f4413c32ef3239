module Task where

-- | Names and values change places.
-- visible: swapAll [(1, 'a'), (2, 'b')]
-- hidden: swapAll [(True, ())]
-- hidden: swapAll [("k", 3), ("l", 4)]
-- sketch: swapAll ps = map (\(a, b) -> _) ps
swapAll :: [(a, b)] -> [(b, a)]
swapAll ps = map (\(a, b) -> (b, a)) ps
