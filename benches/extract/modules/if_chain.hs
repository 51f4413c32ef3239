-- | Conditions over different subjects.
module Main where

clampX :: Int -> Int
clampX x = if x < 0 then 0 else if x > 639 then 639 else x

clampY :: Int -> Int
clampY y = if y < 0 then 0 else if y > 479 then 479 else y

clampZ :: Int -> Int
clampZ z = if z < 0 then 0 else if z > 99 then 99 else z

main :: IO ()
main = print (clampX 700, clampY (-3), clampZ 50)
