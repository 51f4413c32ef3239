module Task where

data Task = Task { title :: String, done :: Bool }
  deriving (Show, Eq)

-- | How many tasks are still to be done.
--
-- >>> open []
-- 0
-- >>> open [Task "a" True]
-- 0
-- >>> open [Task "a" False, Task "b" True]
-- 1
-- >>> open [Task "a" False, Task "b" False, Task "c" True]
-- 2
open :: [Task] -> Int
open = undefined
