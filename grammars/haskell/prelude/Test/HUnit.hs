-- What HUnit asserts, as truths.
module Test.HUnit where

import Test.QuickCheck (Property (..))

type Assertion = Property

infix 1 @?=, @=?, ~?=, ~=?

(@?=) :: (Eq a, Show a) => a -> a -> Assertion
actual @?= expected = Property (actual == expected)

(@=?) :: (Eq a, Show a) => a -> a -> Assertion
expected @=? actual = Property (actual == expected)

(~?=) :: (Eq a, Show a) => a -> a -> Assertion
actual ~?= expected = Property (actual == expected)

(~=?) :: (Eq a, Show a) => a -> a -> Assertion
expected ~=? actual = Property (actual == expected)

assertEqual :: (Eq a, Show a) => String -> a -> a -> Assertion
assertEqual _ expected actual = Property (actual == expected)

assertBool :: String -> Bool -> Assertion
assertBool _ = Property
