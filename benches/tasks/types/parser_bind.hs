module Task where

-- | Takes something off the front of a text.
newtype Parser a = Parser {runParser :: String -> Maybe (a, String)}

-- | The rest of the input goes to the next parser.
bindParser :: Parser a -> (a -> Parser b) -> Parser b
bindParser = undefined
