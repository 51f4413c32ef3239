-- Properties within tasty.
module Test.Tasty.QuickCheck (module Test.QuickCheck) where

import Test.QuickCheck
