-- | Prices in several currencies; only literals differ.
module Main where

euros :: Double -> String
euros amount = "EUR " ++ show (fromIntegral (round (amount * 100 * 1.0)) / 100)

dollars :: Double -> String
dollars amount = "USD " ++ show (fromIntegral (round (amount * 100 * 1.1)) / 100)

pounds :: Double -> String
pounds amount = "GBP " ++ show (fromIntegral (round (amount * 100 * 0.85)) / 100)

main :: IO ()
main = mapM_ putStrLn [euros 12.5, dollars 12.5, pounds 99.99]
