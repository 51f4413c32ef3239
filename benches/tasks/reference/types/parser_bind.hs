module Task where

-- | Takes something off the front of a text.
newtype Parser a = Parser {runParser :: String -> Maybe (a, String)}

-- | The rest of the input goes to the next parser.
-- hidden: runParser (bindParser (Parser (\s -> if null s then Nothing else Just (length s, drop 1 s))) (\n -> Parser (\s -> Just (n, s)))) "abc"
-- hidden: runParser (bindParser (Parser (\s -> if null s then Nothing else Just (length s, drop 1 s))) (\n -> Parser (\s -> Just (n, s)))) ""
-- hidden: runParser (bindParser (Parser (\s -> Just ('q', s))) (\c -> Parser (\s -> if null s then Nothing else Just ([c], s)))) ""
bindParser :: Parser a -> (a -> Parser b) -> Parser b
bindParser p f = Parser (\s -> runParser p s >>= \(x, rest) -> runParser (f x) rest)
