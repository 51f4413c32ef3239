module Task where

data Light = Red | Amber | Green
  deriving (Show, Eq, Enum, Bounded)

-- | How long a sequence of lights takes: red 30, amber 5, green 20 seconds.
--
-- >>> duration []
-- 0
-- >>> duration [Red]
-- 30
-- >>> duration [Amber, Green]
-- 25
-- >>> duration [Green, Green, Red]
-- 70
duration :: [Light] -> Int
duration = undefined
