module Store.CartSpec (spec) where

import qualified Data.Map as Map
import Store.Cart
import Test.Hspec
import Test.Hspec.QuickCheck (prop)
import Test.QuickCheck

spec :: Spec
spec = do
  describe "quantities" $ do
    it "counts" $ do
      quantities ["pen", "ink", "pen"] `shouldBe` Map.fromList [("ink", 1), ("pen", 2)]
    it "has nothing at first" $
      quantities [] `shouldBe` Map.empty
    it "counts every name" $ property $ \names ->
      sum (Map.elems (quantities names)) === length names

  describe "discount" $ do
    it "takes a tenth off" $ discount 10 200 `shouldBe` 180
    it "takes a quarter off" $ discount 25 80 `shouldBe` 60
    prop "takes nothing off for nothing" $ \n -> discount 0 n == n
    prop "takes all off" $ \n -> discount 100 n == 0

  describe "priced" $ do
    let prices = Map.fromList [("ink", 5), ("pen", 2)]
    it "looks up" $ priced prices ["pen", "ink"] `shouldBe` [2, 5]
    it "leaves out what is unknown" $ priced prices ["cup", "pen"] `shouldBe` [2]
    it "is empty for an empty list" $ priced prices [] `shouldBe` []
