module Task where

-- | Is it one of the two, not both?
-- visible: differ True False
-- hidden: differ True True
-- hidden: differ False True
-- hidden: differ False False
differ :: Bool -> Bool -> Bool
differ = (/=)
