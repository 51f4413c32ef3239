-- | The same update of a record at several places.
module Main where

data Player = Player {name :: String, score :: Int, moves :: Int, lastMove :: String} deriving (Show)

jump :: Player -> Player
jump p = p {score = score p + 3 * moves p, moves = moves p + 1, lastMove = "jump"}

run :: Player -> Player
run p = p {score = score p + 1 * moves p, moves = moves p + 1, lastMove = "run"}

main :: IO ()
main = print (jump (run (Player "Ada" 0 1 "")))
