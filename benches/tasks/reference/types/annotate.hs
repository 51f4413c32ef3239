module Task where

-- | A missing value needs an explanation.
-- hidden: annotate "none" (Just 1)
-- hidden: annotate "none" (Nothing :: Maybe Int)
annotate :: e -> Maybe a -> Either e a
annotate e Nothing = Left e
annotate _ (Just x) = Right x
