module Optional where

import Data.Either
import Data.Maybe

data Failure = Missing | TooLarge Int | Malformed String
  deriving (Show, Eq)

positive :: Int -> Maybe Int
positive n = if n > 0 then Just n else Nothing

half :: Int -> Either Failure Int
half n
  | even n = Right (n `div` 2)
  | otherwise = Left (Malformed (show n))

orZero :: Maybe Int -> Int
orZero = fromMaybe 0

collapse :: Either a b -> Maybe b
collapse (Right x) = Just x
collapse (Left _) = Nothing
