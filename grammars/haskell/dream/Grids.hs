module Grids where

import Data.List (transpose, intercalate, isPrefixOf, group, sort)

type Grid = [[Int]]

rowSums :: Grid -> [Int]
rowSums = map sum

cell :: Int -> Int -> Grid -> Int
cell r c grid = grid !! r !! c

mirrorRows :: Grid -> Grid
mirrorRows = map reverse

between :: Int -> Int -> Int -> Bool
between low high n = low <= n && n <= high
