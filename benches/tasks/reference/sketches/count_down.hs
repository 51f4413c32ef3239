module Task where

-- | Down to one.
-- visible: countDown 3
-- visible: countDown 0
-- hidden: countDown 1
-- hidden: countDown 5
-- hidden: countDown 8
-- sketch: countDown 0 = _
-- sketch: countDown n = n : countDown _
countDown :: Int -> [Int]
countDown 0 = []
countDown n = n : countDown (n - 1)
