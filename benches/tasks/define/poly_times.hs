module Task where

import Prelude (Int, Num (..), map, undefined)

-- | The product of two polynomials, given by their coefficients from the constant one on.
--
-- >>> polyTimes [] [1, 2]
-- []
-- >>> polyTimes [1] [4, 5]
-- [4,5]
-- >>> polyTimes [3] [4, 5]
-- [12,15]
-- >>> polyTimes [0, 1] [4, 5]
-- [0,4,5]
-- >>> polyTimes [1, 1] [4, 5]
-- [4,9,5]
-- >>> polyTimes [1, 1] [1, 1]
-- [1,2,1]
-- >>> polyTimes [2, 0, 1] [1, 3]
-- [2,6,1,3]
polyTimes :: [Int] -> [Int] -> [Int]
polyTimes = undefined
