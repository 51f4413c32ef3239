module Task where

-- | A word for a score.
-- visible: grade 90
-- visible: grade 89
-- visible: grade 10
-- hidden: grade 95
-- hidden: grade 50
-- hidden: grade 49
-- hidden: grade 100
-- sketch: grade n
-- sketch:   | _ = "excellent"
-- sketch:   | n >= 50 = "pass"
-- sketch:   | otherwise = "fail"
grade :: Int -> String
grade n
  | n >= 90 = "excellent"
  | n >= 50 = "pass"
  | otherwise = "fail"
