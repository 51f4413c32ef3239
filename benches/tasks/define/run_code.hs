module Task where

data Code = Halt | Push Int Code | Plus Code | Times Code
  deriving (Show, Eq)

-- | The stack that a program leaves, its top first. An operation that finds too few numbers does nothing.
--
-- >>> run Halt
-- []
-- >>> run (Push 3 Halt)
-- [3]
-- >>> run (Push 2 (Push 3 Halt))
-- [3,2]
-- >>> run (Push 2 (Push 3 (Plus Halt)))
-- [5]
-- >>> run (Push 2 (Push 3 (Times Halt)))
-- [6]
-- >>> run (Push 4 (Push 2 (Push 3 (Plus Halt))))
-- [5,4]
-- >>> run (Push 4 (Push 2 (Push 3 (Plus (Times Halt)))))
-- [20]
-- >>> run (Plus Halt)
-- []
-- >>> run (Push 1 (Times Halt))
-- [1]
run :: Code -> [Int]
run = undefined
