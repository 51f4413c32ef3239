-- | Local definitions inside expressions.
module Main where

netto :: Double -> Double
netto price =
  let tax = price * 0.19
      fee = if price > 100 then 0 else 4.9
   in price - tax - fee

report :: Double -> String
report amount =
  "you get " ++ show (let tax = amount * 0.19
                          fee = if amount > 100 then 0 else 4.9
                       in amount - tax - fee)

main :: IO ()
main = print (netto 50) >> putStrLn (report 200)
