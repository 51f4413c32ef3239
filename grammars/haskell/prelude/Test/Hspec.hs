-- What hspec's examples expect, as truths.
module Test.Hspec where

import Data.List (isInfixOf, isPrefixOf, isSuffixOf)
import Test.QuickCheck (Property (..))

type Expectation = Property

infix 1 `shouldBe`, `shouldNotBe`, `shouldSatisfy`, `shouldNotSatisfy`
infix 1 `shouldContain`, `shouldStartWith`, `shouldEndWith`, `shouldNotContain`

shouldBe :: (Show a, Eq a) => a -> a -> Expectation
shouldBe x y = Property (x == y)

shouldNotBe :: (Show a, Eq a) => a -> a -> Expectation
shouldNotBe x y = Property (x /= y)

shouldSatisfy :: Show a => a -> (a -> Bool) -> Expectation
shouldSatisfy x p = Property (p x)

shouldNotSatisfy :: Show a => a -> (a -> Bool) -> Expectation
shouldNotSatisfy x p = Property (not (p x))

shouldContain :: (Show a, Eq a) => [a] -> [a] -> Expectation
shouldContain xs ys = Property (ys `isInfixOf` xs)

shouldNotContain :: (Show a, Eq a) => [a] -> [a] -> Expectation
shouldNotContain xs ys = Property (not (ys `isInfixOf` xs))

shouldStartWith :: (Show a, Eq a) => [a] -> [a] -> Expectation
shouldStartWith xs ys = Property (ys `isPrefixOf` xs)

shouldEndWith :: (Show a, Eq a) => [a] -> [a] -> Expectation
shouldEndWith xs ys = Property (ys `isSuffixOf` xs)
