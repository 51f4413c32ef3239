module SequencesSpec where

import Sequences
import Test.Hspec
import Test.QuickCheck

prop_rotateCons :: Int -> [Int] -> Bool
prop_rotateCons x xs = rotate (x : xs) == xs ++ [x]

prop_rotateEmpty :: Bool
prop_rotateEmpty = null (rotate ([] :: [Int]))

-- | Every other one, by positions.
byPosition :: [a] -> [a]
byPosition xs = [x | (i, x) <- zip [0 :: Int ..] xs, even i]

spec :: Spec
spec = do
  describe "rotate" $ do
    it "moves the first" $ property prop_rotateCons
    it "keeps nothing as it is" $ property prop_rotateEmpty
  describe "everySecond" $ do
    it "is what positions say" $ property $ \xs -> everySecond xs `shouldBe` byPosition (xs :: [Int])
    it "takes the first of two" $ everySecond "ab" `shouldBe` "a"
