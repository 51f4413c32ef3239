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
parens p = readS_to_Prec (\d -> readParen False (readPrec_to_S p d))

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
