module Task where

data Person = Person { name :: String, age :: Int }
  deriving (Show, Eq)

-- | The names of those who are of age.
--
-- >>> adultNames []
-- []
-- >>> adultNames [Person "Ann" 30]
-- ["Ann"]
-- >>> adultNames [Person "Ann" 30, Person "Bob" 12, Person "Cy" 18]
-- ["Ann","Cy"]
-- >>> adultNames [Person "Dee" 17, Person "Eve" 19]
-- ["Eve"]
adultNames :: [Person] -> [String]
adultNames = undefined
