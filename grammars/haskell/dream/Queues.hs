module Queues where

-- Seen in evaluation only: nothing here is ever trained on.

import Data.List (sortBy, insert)

data Urgency = Later | Soon | Now
  deriving (Show, Eq, Ord, Enum)

data Job = Job { owner :: String, urgency :: Urgency, minutes :: Int }
  deriving (Show, Eq)

waiting :: [Job] -> Int
waiting jobs = sum (map minutes jobs)

urgent :: Job -> Bool
urgent job = urgency job == Now

shorten :: Int -> Job -> Job
shorten n job = job { minutes = max 0 (minutes job - n) }

raise :: Job -> Job
raise job = job { urgency = Now }
