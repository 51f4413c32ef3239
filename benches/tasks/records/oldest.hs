module Task where

import Data.List (maximumBy, sortOn)
import Data.Ord (comparing)

data Pet = Pet { petName :: String, petAge :: Int }
  deriving (Show, Eq)

-- | The name of the oldest pet.
--
-- >>> oldest [Pet "Rex" 3]
-- "Rex"
-- >>> oldest [Pet "Rex" 3, Pet "Tom" 9]
-- "Tom"
-- >>> oldest [Pet "Ada" 7, Pet "Ben" 2, Pet "Cat" 5]
-- "Ada"
oldest :: [Pet] -> String
oldest = undefined
