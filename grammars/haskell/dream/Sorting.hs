module Sorting where

import Data.List (sort)
