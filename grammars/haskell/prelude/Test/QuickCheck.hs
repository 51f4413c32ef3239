-- What properties are written with, as far as their truth goes: a property is a truth, a case that a condition rules
-- out holds. Generators are not here; what needs one is not read.
module Test.QuickCheck where

newtype Property = Property Bool

class Testable a where
  property :: a -> Property

instance Testable Bool where
  property = Property

instance Testable Property where
  property p = p

instance Testable () where
  property _ = Property True

holds :: Testable a => a -> Bool
holds p = case property p of
  Property truth -> truth

infixr 0 ==>
infix 4 ===, =/=
infixr 1 .&&., .||.

(==>) :: Testable a => Bool -> a -> Property
condition ==> p = if condition then property p else Property True

(===) :: (Eq a, Show a) => a -> a -> Property
x === y = Property (x == y)

(=/=) :: (Eq a, Show a) => a -> a -> Property
x =/= y = Property (x /= y)

(.&&.) :: (Testable a, Testable b) => a -> b -> Property
p .&&. q = Property (holds p && holds q)

(.||.) :: (Testable a, Testable b) => a -> b -> Property
p .||. q = Property (holds p || holds q)

conjoin :: Testable a => [a] -> Property
conjoin ps = Property (all holds ps)

disjoin :: Testable a => [a] -> Property
disjoin ps = Property (any holds ps)

counterexample :: Testable a => String -> a -> Property
counterexample _ = property

label :: Testable a => String -> a -> Property
label _ = property

collect :: (Show a, Testable b) => a -> b -> Property
collect _ = property

classify :: Testable a => Bool -> String -> a -> Property
classify _ _ = property

cover :: Testable a => Double -> Bool -> String -> a -> Property
cover _ _ _ = property

once :: Testable a => a -> Property
once = property

withMaxSuccess :: Testable a => Int -> a -> Property
withMaxSuccess _ = property

newtype Positive a = Positive { getPositive :: a }
  deriving (Eq, Ord, Show)

newtype NonNegative a = NonNegative { getNonNegative :: a }
  deriving (Eq, Ord, Show)

newtype NonZero a = NonZero { getNonZero :: a }
  deriving (Eq, Ord, Show)

newtype NonEmptyList a = NonEmpty { getNonEmpty :: [a] }
  deriving (Eq, Ord, Show)

newtype OrderedList a = Ordered { getOrdered :: [a] }
  deriving (Eq, Ord, Show)
