{-# LANGUAGE NoImplicitPrelude #-}
-- | Reading values from text. A parser is the list of its results; the combinators of @ReadP@ are not here.
module Text.Read
  ( Read (readsPrec, readList, readPrec, readListPrec), ReadS
  , reads, read, readParen, lex, readMaybe, readEither
  , Lexeme (Char, String, Punc, Ident, Symbol, Number, EOF)
  , ReadPrec, Prec, minPrec, readPrec_to_S, readS_to_Prec, step, reset, prec, get, look, (+++), (<++), pfail, choice
  , lexP, expectP, parens, readListDefault, readListPrecDefault
  ) where

import Base

infixr 5 +++, <++

type Prec = Int

minPrec :: Prec
minPrec = 0

step :: ReadPrec a -> ReadPrec a
step p = readS_to_Prec (\d -> readPrec_to_S p (d + 1))

reset :: ReadPrec a -> ReadPrec a
reset p = readS_to_Prec (\_ -> readPrec_to_S p minPrec)

prec :: Prec -> ReadPrec a -> ReadPrec a
prec n p = readS_to_Prec (\d s -> if d <= n then readPrec_to_S p n s else [])

get :: ReadPrec Char
get = readS_to_Prec (\_ s -> case s of [] -> []; c : t -> [(c, t)])

look :: ReadPrec String
look = readS_to_Prec (\_ s -> [(s, s)])

(+++) :: ReadPrec a -> ReadPrec a -> ReadPrec a
p +++ q = p <|> q

-- | The second parser only where the first one has no result.
(<++) :: ReadPrec a -> ReadPrec a -> ReadPrec a
p <++ q =
  readS_to_Prec
    ( \d s -> case readPrec_to_S p d s of
        [] -> readPrec_to_S q d s
        results -> results
    )

pfail :: ReadPrec a
pfail = empty

choice :: [ReadPrec a] -> ReadPrec a
choice ps = foldr (+++) pfail ps

lexP :: ReadPrec Lexeme
lexP = readS_to_Prec (\_ s -> lexeme s)

expectP :: Lexeme -> ReadPrec ()
expectP l = lexP >>= \m -> if m == l then return () else pfail

parens :: ReadPrec a -> ReadPrec a
parens p = p +++ readS_to_Prec parenthesised
  where
    parenthesised _ s =
      [ (x, rest)
      | ("(", inner) <- lex s
      , (x, end) <- readPrec_to_S (parens p) minPrec inner
      , (")", rest) <- lex end
      ]

readListPrecDefault :: Read a => ReadPrec [a]
readListPrecDefault = readS_to_Prec (\_ -> readListDefault)

instance Eq Lexeme where
  Char x == Char y = x == y
  String x == String y = x == y
  Punc x == Punc y = x == y
  Ident x == Ident y = x == y
  Symbol x == Symbol y = x == y
  Number (MakeNumber x) == Number (MakeNumber y) = x == y
  EOF == EOF = True
  _ == _ = False

instance Show Lexeme where
  showsPrec d l = case l of
    Char c -> showUnary "Char" d c
    String s -> showUnary "String" d s
    Punc s -> showUnary "Punc" d s
    Ident s -> showUnary "Ident" d s
    Symbol s -> showUnary "Symbol" d s
    Number n -> showUnary "Number" d n
    EOF -> showString "EOF"

instance Show Number where
  showsPrec d (MakeNumber s) = showParen (d > 10) (showString (numberParts s))

-- | A number by its digits, as they are written.
numberParts :: String -> String
numberParts s = case s of
  '0' : x : ds | x == 'x' || x == 'X' -> "MkNumber 16 " ++ show (map digitToInt ds)
  '0' : o : ds | o == 'o' || o == 'O' -> "MkNumber 8 " ++ show (map digitToInt ds)
  _ -> case span isDigit s of
    (whole, rest) -> "MkDecimal " ++ show (map digitToInt whole) ++ ' ' : fractionPart rest

fractionPart :: String -> String
fractionPart ('.' : rest) = case span isDigit rest of
  (ds, end) -> showsPrec 11 (Just (map digitToInt ds)) (' ' : exponentPart end)
fractionPart rest = "Nothing " ++ exponentPart rest

exponentPart :: String -> String
exponentPart s = case s of
  [] -> "Nothing"
  _ : '-' : ds -> showsPrec 11 (Just (negate (read ds :: Integer))) ""
  _ : '+' : ds -> showsPrec 11 (Just (read ds :: Integer)) ""
  _ : ds -> showsPrec 11 (Just (read ds :: Integer)) ""
