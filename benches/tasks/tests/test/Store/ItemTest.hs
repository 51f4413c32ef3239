module Store.ItemTest (tests) where

import Store.Item
import Test.HUnit

apple, plum :: Item
apple = Item { label = "apple", price = 3, stock = 2 }
plum = Item "plum" 1 10

tests :: Test
tests = TestList
  [ "total of nothing" ~: total [] ~?= 0
  , "total of one" ~: total [apple] ~?= 6
  , "total of two" ~: 16 ~=? total [apple, plum]
  , TestCase $ assertEqual "more apples" (Item "apple" 3 7) (restock 5 apple)
  , TestCase (restock 1 plum @?= plum { stock = 11 })
  , "cheapest" ~: do
      cheapest [] @?= Nothing
      cheapest [apple] @?= Just 3
      assertEqual "the plum" (Just 1) (cheapest [apple, plum])
      cheapest [plum, apple] @?= Just 1
  ]
