module Task where

import Prelude (Bool (..), Eq (..), Show, undefined, (&&), (||))

data Bracket a = Open a | Close a
  deriving (Show, Eq)

-- | Is every bracket closed by one of its kind, the one opened last first?
-- visible: matched []
-- visible: matched [Open 'r', Close 'r']
-- visible: matched [Open 'r']
-- visible: matched [Close 'r']
-- visible: matched [Open 'r', Close 's']
-- visible: matched [Open 'r', Open 's', Close 's', Close 'r']
-- visible: matched [Open 'r', Open 's', Close 'r', Close 's']
-- visible: matched [Open 'r', Close 'r', Open 's', Close 's']
-- visible: matched [Open 'r', Close 'r', Close 'r', Open 'r']
-- hidden: matched [Open 1, Open 1, Close 1]
-- hidden: matched [Open 1, Open 2, Close 2, Open 3, Close 3, Close 1]
-- hidden: matched [Open 1, Open 2, Close 2, Open 3, Close 1, Close 3]
-- hidden: matched [Open True, Close True, Close False]
-- hidden: matched [Open 'x', Open 'x', Open 'y', Close 'y', Close 'x', Open 'z', Close 'z', Close 'x']
-- long: matched {{P.map Open [1 .. 20] P.++ P.map Close (P.reverse [1 .. 20])}}
-- long: matched {{P.concat (P.replicate 10 [Open 1, Open 2, Close 2, Close 1]) P.++ [Open 1, Close 2]}}
matched :: Eq a => [Bracket a] -> Bool
matched = go []

go :: Eq a => [a] -> [Bracket a] -> Bool
go [] [] = True
go (_ : _) [] = False
go stack (Open k : bs) = go (k : stack) bs
go [] (Close _ : _) = False
go (k : stack) (Close j : bs) = k == j && go stack bs
