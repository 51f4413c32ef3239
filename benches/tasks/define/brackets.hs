module Task where

import Prelude (Bool (..), Eq (..), Show, undefined, (&&), (||))

data Bracket a = Open a | Close a
  deriving (Show, Eq)

-- | Is every bracket closed by one of its kind, the one opened last first?
--
-- >>> matched []
-- True
-- >>> matched [Open 'r', Close 'r']
-- True
-- >>> matched [Open 'r']
-- False
-- >>> matched [Close 'r']
-- False
-- >>> matched [Open 'r', Close 's']
-- False
-- >>> matched [Open 'r', Open 's', Close 's', Close 'r']
-- True
-- >>> matched [Open 'r', Open 's', Close 'r', Close 's']
-- False
-- >>> matched [Open 'r', Close 'r', Open 's', Close 's']
-- True
-- >>> matched [Open 'r', Close 'r', Close 'r', Open 'r']
-- False
matched :: Eq a => [Bracket a] -> Bool
matched = undefined
