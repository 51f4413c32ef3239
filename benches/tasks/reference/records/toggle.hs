module Task where

data Task = Task { title :: String, done :: Bool }
  deriving (Show, Eq)

-- | How many tasks are still to be done.
-- visible: open []
-- visible: open [Task "a" True]
-- visible: open [Task "a" False, Task "b" True]
-- visible: open [Task "a" False, Task "b" False, Task "c" True]
-- hidden: open [Task "a" False, Task "b" False, Task "c" False]
-- hidden: open [Task "x" True, Task "y" True]
-- hidden: open [Task "x" True, Task "y" False, Task "z" True, Task "w" False]
-- long: open [Task (show n) (even n) | n <- [1 .. 41 :: Int]]
open :: [Task] -> Int
open tasks = length (filter (not . done) tasks)
