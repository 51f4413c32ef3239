module Task where

-- | Application in continuation style, the function first.
-- hidden: continueApply (\k -> k (+ 1) ++ k (* 2)) (\k -> k 10 ++ k 20) (\y -> [y])
-- hidden: continueApply (\k -> "f" ++ k show) (\k -> "x" ++ k 5) reverse
continueApply :: (((a -> b) -> r) -> r) -> ((a -> r) -> r) -> (b -> r) -> r
continueApply mf mx k = mf (\f -> mx (\x -> k (f x)))
