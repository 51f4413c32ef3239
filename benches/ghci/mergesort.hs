module MergeSort where

mergeSort :: Ord a => [a] -> [a]
mergeSort [] = []
mergeSort [x] = [x]
mergeSort xs = merge (mergeSort front) (mergeSort back)
  where
    (front, back) = splitAt (length xs `div` 2) xs

merge :: Ord a => [a] -> [a] -> [a]
merge [] ys = ys
merge xs [] = xs
merge (x : xs) (y : ys)
  | x <= y = x : merge xs (y : ys)
  | otherwise = y : merge (x : xs) ys

numbers :: Int -> Int -> [Int]
numbers 0 _ = []
numbers n seed = next `mod` 100000 : numbers (n - 1) next
  where
    next = (seed * 1103515245 + 12345) `mod` 2147483648

answer :: Int
answer = sum (zipWith (*) (cycle [1, -1]) (mergeSort (numbers 120000 42)))
