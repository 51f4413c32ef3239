module Task where

import Data.List (maximumBy, sortOn)
import Data.Ord (comparing)

data Pet = Pet { petName :: String, petAge :: Int }
  deriving (Show, Eq)

-- | The name of the oldest pet.
-- visible: oldest [Pet "Rex" 3]
-- visible: oldest [Pet "Rex" 3, Pet "Tom" 9]
-- visible: oldest [Pet "Ada" 7, Pet "Ben" 2, Pet "Cat" 5]
-- hidden: oldest [Pet "A" 1, Pet "B" 2, Pet "C" 3, Pet "D" 0]
-- hidden: oldest [Pet "A" 10, Pet "B" 2]
-- hidden: oldest [Pet "Q" 4, Pet "R" 12, Pet "S" 11]
-- long: oldest [Pet (show n) (n * 7 `mod` 31) | n <- [1 .. 30]]
oldest :: [Pet] -> String
oldest = petName . maximumBy (comparing petAge)
