module Peano where

import Prelude ()

data Bool = True | False
data Count = Z | More Count
data Chain = End | Link Count Chain

plus :: Count -> Count -> Count
plus Z m = m
plus (More n) m = More (plus n m)

glue :: Chain -> Chain -> Chain
glue End ys = ys
glue (Link x xs) ys = Link x (glue xs ys)

same :: Count -> Count -> Bool
same Z Z = True
same (More n) (More m) = same n m
same _ _ = False

size :: Chain -> Count
size End = Z
size (Link _ xs) = More (size xs)
