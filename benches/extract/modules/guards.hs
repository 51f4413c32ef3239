-- | Guards that sort a number into classes.
module Main where

grade :: Int -> String
grade points
  | points >= 90 = "excellent"
  | points >= 75 = "good"
  | points >= 50 = "passed"
  | otherwise = "failed"

risk :: Int -> String
risk score
  | score >= 90 = "certain"
  | score >= 75 = "likely"
  | score >= 50 = "possible"
  | otherwise = "unlikely"

main :: IO ()
main = mapM_ putStrLn (concat [[grade n, risk n] | n <- [10, 60, 80, 95]])
