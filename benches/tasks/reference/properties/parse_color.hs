module Task where

data Color = Red | Green | Blue
  deriving (Show, Eq)

-- | A color's code.
code :: Color -> Int
code Red = 0
code Green = 1
code Blue = 2

-- | The color of a code, if there is one.
-- property: \c -> fromCode (code c) == Just c
-- visible: fromCode 7
-- hidden: fromCode 0
-- hidden: fromCode 1
-- hidden: fromCode 2
-- hidden: fromCode 3
-- hidden: fromCode (-1)
fromCode :: Int -> Maybe Color
fromCode 0 = Just Red
fromCode 1 = Just Green
fromCode 2 = Just Blue
fromCode _ = Nothing
