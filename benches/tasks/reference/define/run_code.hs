module Task where

data Code = Halt | Push Int Code | Plus Code | Times Code
  deriving (Show, Eq)

-- | The stack that a program leaves, its top first. An operation that finds too few numbers does nothing.
-- visible: run Halt
-- visible: run (Push 3 Halt)
-- visible: run (Push 2 (Push 3 Halt))
-- visible: run (Push 2 (Push 3 (Plus Halt)))
-- visible: run (Push 2 (Push 3 (Times Halt)))
-- visible: run (Push 4 (Push 2 (Push 3 (Plus Halt))))
-- visible: run (Push 4 (Push 2 (Push 3 (Plus (Times Halt)))))
-- visible: run (Plus Halt)
-- visible: run (Push 1 (Times Halt))
-- hidden: run (Push 1 (Push 2 (Plus (Push 3 (Plus (Push 4 (Plus Halt)))))))
-- hidden: run (Push 2 (Push 5 (Push 6 (Times Halt))))
-- hidden: run (Times (Push 7 (Plus (Push 1 (Plus Halt)))))
-- hidden: run (Push 0 (Push 9 (Push 9 (Plus (Times Halt)))))
-- long: run (foldr (\n c -> Push n (Push 2 (Times c))) (iterate Plus Halt !! 12) [1 .. 15])
run :: Code -> [Int]
run = go []

go :: [Int] -> Code -> [Int]
go stack Halt = stack
go stack (Push n c) = go (n : stack) c
go (x : y : stack) (Plus c) = go (y + x : stack) c
go (x : y : stack) (Times c) = go (y * x : stack) c
go stack (Plus c) = go stack c
go stack (Times c) = go stack c
