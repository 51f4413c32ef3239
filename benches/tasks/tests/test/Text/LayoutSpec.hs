module Text.LayoutSpec where

import Test.Hspec
import Test.QuickCheck
import Text.Layout

spec :: Spec
spec = do
  describe "padLeft" $ do
    it "fills up" $ padLeft 4 "ab" `shouldBe` "  ab"
    it "leaves long texts" $ padLeft 1 "abc" `shouldBe` "abc"
    it "makes blanks" $ padLeft 3 "" `shouldBe` "   "

  describe "indent" $ do
    it "moves one line" $ indent "x" `shouldBe` "    x\n"
    it "moves two lines" $ indent "ab\nc" `shouldBe` "    ab\n    c\n"

  describe "commaSeparated" $ do
    context "with two parts" $
      it "puts a comma between" $
        commaSeparated ["a", "b"] `shouldBe` "a, b"
    it "leaves one part" $ commaSeparated ["abc"] `shouldBe` "abc"
    it "is empty for nothing" $ commaSeparated [] `shouldBe` ""

  describe "initials" $ do
    it "takes first letters" $ initials "ada lovelace" `shouldBe` "al"
    it "takes one" $ initials "bob" `shouldSatisfy` (== "b")
    it "has as many as there are words" $ property prop_initialsLength

prop_initialsLength :: String -> Bool
prop_initialsLength s = length (initials s) == length (words s)
