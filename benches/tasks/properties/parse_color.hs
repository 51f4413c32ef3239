module Task where

data Color = Red | Green | Blue
  deriving (Show, Eq)

-- | A color's code.
code :: Color -> Int
code Red = 0
code Green = 1
code Blue = 2

-- | The color of a code, if there is one.
--
-- >>> fromCode 7
-- Nothing
-- prop> \c -> fromCode (code c) == Just c
fromCode :: Int -> Maybe Color
fromCode = undefined
