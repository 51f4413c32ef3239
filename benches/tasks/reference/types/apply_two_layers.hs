module Task where

-- | Application inside of two layers.
-- hidden: applyTwoLayers [Just (+ 1), Nothing] [Just 1, Just 2]
-- hidden: applyTwoLayers (Just [(+ 1), (* 2)]) (Just [10, 20])
-- hidden: applyTwoLayers ("f", Just not) ("x", Just True)
applyTwoLayers :: (Applicative f, Applicative g) => f (g (a -> b)) -> f (g a) -> f (g b)
applyTwoLayers fs xs = (<*>) <$> fs <*> xs
