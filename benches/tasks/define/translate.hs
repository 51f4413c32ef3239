module Task where

data Dict a = Blank | Entry a a (Dict a)
  deriving (Show, Eq)

-- | Word by word; what the dictionary does not have stays.
--
-- >>> translate Blank []
-- []
-- >>> translate Blank ["one"]
-- ["one"]
-- >>> translate (Entry "one" "un" Blank) ["one"]
-- ["un"]
-- >>> translate (Entry "one" "un" Blank) ["two"]
-- ["two"]
-- >>> translate (Entry "two" "deux" (Entry "one" "un" Blank)) ["one"]
-- ["un"]
-- >>> translate (Entry "two" "deux" (Entry "one" "un" Blank)) ["one", "two"]
-- ["un","deux"]
-- >>> translate (Entry "two" "deux" (Entry "one" "un" Blank)) ["two", "three", "one"]
-- ["deux","three","un"]
translate :: Eq a => Dict a -> [a] -> [a]
translate = undefined
