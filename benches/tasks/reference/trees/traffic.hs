module Task where

data Light = Red | Amber | Green
  deriving (Show, Eq, Enum, Bounded)

-- | How long a sequence of lights takes: red 30, amber 5, green 20 seconds.
-- visible: duration []
-- visible: duration [Red]
-- visible: duration [Amber, Green]
-- visible: duration [Green, Green, Red]
-- hidden: duration [Amber, Amber]
-- hidden: duration [Red, Amber, Green]
-- hidden: duration [Green]
-- long: duration (concat (replicate 15 [Red, Green, Amber]))
duration :: [Light] -> Int
duration = sum . map seconds
  where
    seconds Red = 30
    seconds Amber = 5
    seconds Green = 20
