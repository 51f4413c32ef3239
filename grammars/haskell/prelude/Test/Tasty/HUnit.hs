-- HUnit's assertions within tasty.
module Test.Tasty.HUnit (module Test.HUnit) where

import Test.HUnit
