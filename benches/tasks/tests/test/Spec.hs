module Main (main) where

import qualified SequencesSpec
import qualified Store.CartSpec
import qualified Store.ItemTest
import Test.HUnit (runTestTT)
import Test.Hspec
import qualified Text.LayoutSpec

main :: IO ()
main = do
  _ <- runTestTT Store.ItemTest.tests
  hspec $ do
    SequencesSpec.spec
    Store.CartSpec.spec
    Text.LayoutSpec.spec
