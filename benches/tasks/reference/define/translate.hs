module Task where

data Dict a = Blank | Entry a a (Dict a)
  deriving (Show, Eq)

-- | Word by word; what the dictionary does not have stays.
-- visible: translate Blank []
-- visible: translate Blank ["one"]
-- visible: translate (Entry "one" "un" Blank) ["one"]
-- visible: translate (Entry "one" "un" Blank) ["two"]
-- visible: translate (Entry "two" "deux" (Entry "one" "un" Blank)) ["one"]
-- visible: translate (Entry "two" "deux" (Entry "one" "un" Blank)) ["one", "two"]
-- visible: translate (Entry "two" "deux" (Entry "one" "un" Blank)) ["two", "three", "one"]
-- hidden: translate (Entry 1 10 (Entry 2 20 (Entry 3 30 Blank))) [3, 2, 1, 0, 1]
-- hidden: translate (Entry 1 2 (Entry 2 3 Blank)) [1, 2, 3]
-- hidden: translate (Entry 'a' 'x' (Entry 'a' 'y' Blank)) "abba"
-- hidden: translate (Entry "yes" "oui" Blank) []
-- long: translate (foldr (\n d -> Entry n (n * n) d) Blank [2 .. 30]) [0 .. 40]
translate :: Eq a => Dict a -> [a] -> [a]
translate dict = map (find dict)

find :: Eq a => Dict a -> a -> a
find Blank w = w
find (Entry k v rest) w = if k == w then v else find rest w
