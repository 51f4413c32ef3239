module Task where

-- | A line for a log.
-- visible: describe (Left "no file")
-- visible: describe (Right 3)
-- visible: describe (Right 0)
-- visible: describe (Left "late")
-- hidden: describe (Left "")
-- hidden: describe (Right (-4))
-- long: describe (Left (replicate 60 'z'))
describe :: Either String Int -> String
describe (Left e) = "error: " ++ e
describe (Right n) = "ok: " ++ show n
