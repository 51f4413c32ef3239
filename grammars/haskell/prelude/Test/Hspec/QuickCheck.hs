-- Properties within hspec.
module Test.Hspec.QuickCheck (Testable, holds) where

import Test.QuickCheck
