-- | Methods of instances that say the same.
module Main where

newtype Celsius = Celsius Double

newtype Kelvin = Kelvin Double

instance Show Celsius where
  show (Celsius t) = "<" ++ show (fromIntegral (round (t * 10)) / 10) ++ " degrees C>"

instance Show Kelvin where
  show (Kelvin t) = "<" ++ show (fromIntegral (round (t * 10)) / 10) ++ " degrees K>"

newtype Rankine = Rankine Double

instance Show Rankine where
  show (Rankine t) = "<" ++ show (fromIntegral (round (t * 10)) / 10) ++ " degrees R>"

main :: IO ()
main = print (Celsius 21.55) >> print (Kelvin 294.7) >> print (Rankine 530.46)
