module Task where

data Person = Person { name :: String, age :: Int }
  deriving (Show, Eq)

-- | The names of those who are of age.
-- visible: adultNames []
-- visible: adultNames [Person "Ann" 30]
-- visible: adultNames [Person "Ann" 30, Person "Bob" 12, Person "Cy" 18]
-- visible: adultNames [Person "Dee" 17, Person "Eve" 19]
-- hidden: adultNames [Person "F" 18, Person "G" 17, Person "H" 99]
-- hidden: adultNames [Person "I" 0]
-- hidden: adultNames [Person "J" 40, Person "K" 41, Person "L" 5]
-- long: adultNames [Person (replicate 2 c) n | (c, n) <- zip ['a' .. 'z'] [5 ..]]
adultNames :: [Person] -> [String]
adultNames people = map name (filter (\p -> age p >= 18) people)
