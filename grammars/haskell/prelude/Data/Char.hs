{-# LANGUAGE NoImplicitPrelude #-}
-- | Characters. Properties are those of GHC 9's tables.
module Data.Char
  ( Char
  , isControl, isSpace, isLower, isUpper, isAlpha, isLetter, isDigit, isOctDigit, isHexDigit, isAlphaNum
  , isPrint, isPunctuation, isSymbol, isSeparator, isAscii, isLatin1, isAsciiUpper, isAsciiLower, isMark, isNumber
  , GeneralCategory
      ( UppercaseLetter, LowercaseLetter, TitlecaseLetter, ModifierLetter, OtherLetter
      , NonSpacingMark, SpacingCombiningMark, EnclosingMark
      , DecimalNumber, LetterNumber, OtherNumber
      , ConnectorPunctuation, DashPunctuation, OpenPunctuation, ClosePunctuation
      , InitialQuote, FinalQuote, OtherPunctuation
      , MathSymbol, CurrencySymbol, ModifierSymbol, OtherSymbol
      , Space, LineSeparator, ParagraphSeparator
      , Control, Format, Surrogate, PrivateUse, NotAssigned
      )
  , generalCategory
  , toUpper, toLower, toTitle, digitToInt, intToDigit, ord, chr
  , showLitChar, lexLitChar, readLitChar
  ) where

import Base

foreign import prim "charCategory" charCategory :: Char -> Int
foreign import prim "charIsLower" isLower :: Char -> Bool
foreign import prim "charIsPrint" isPrint :: Char -> Bool
foreign import prim "charToUpper" toUpper :: Char -> Char
foreign import prim "charToLower" toLower :: Char -> Char

isLetter :: Char -> Bool
isLetter c = isAlpha c

isControl :: Char -> Bool
isControl c = c < ' ' || (c >= '\DEL' && c <= '\159')

isAscii :: Char -> Bool
isAscii c = c < '\128'

isLatin1 :: Char -> Bool
isLatin1 c = c <= '\255'

isAsciiUpper :: Char -> Bool
isAsciiUpper c = c >= 'A' && c <= 'Z'

isAsciiLower :: Char -> Bool
isAsciiLower c = c >= 'a' && c <= 'z'

isNumber :: Char -> Bool
isNumber c = isAlphaNum c && not (isAlpha c)

isSeparator :: Char -> Bool
isSeparator c =
  c == ' '
    || c == '\160'
    || c == '\5760'
    || (c >= '\8192' && c <= '\8202')
    || c == '\8232'
    || c == '\8233'
    || c == '\8239'
    || c == '\8287'
    || c == '\12288'

isMark :: Char -> Bool
isMark c = charCategory c >= 5 && charCategory c <= 7

toTitle :: Char -> Char
toTitle c
  | c >= '\452' && c <= '\454' = '\453'
  | c >= '\455' && c <= '\457' = '\456'
  | c >= '\458' && c <= '\460' = '\459'
  | c >= '\497' && c <= '\499' = '\498'
  | c >= '\4304' && c <= '\4351' = c
  | otherwise = toUpper c

intToDigit :: Int -> Char
intToDigit n
  | n >= 0 && n <= 9 = chr (n + 48)
  | n >= 10 && n <= 15 = chr (n + 87)
  | otherwise = errorWithoutStackTrace ("Char.intToDigit: not a digit " ++ show n)

showLitChar :: Char -> ShowS
showLitChar c s
  | c == '"' = '"' : s
  | otherwise = showLitString [c] s

lexLitChar :: ReadS String
lexLitChar s = case s of
  [] -> []
  '\\' : _ -> [(take (length s - length t) s, t) | (Just _, t) <- lexCharacter s]
  c : t -> [([c], t)]

readLitChar :: ReadS Char
readLitChar s = [(c, t) | (Just c, t) <- lexCharacter s]

-- | Unicode's general categories.
data GeneralCategory
  = UppercaseLetter
  | LowercaseLetter
  | TitlecaseLetter
  | ModifierLetter
  | OtherLetter
  | NonSpacingMark
  | SpacingCombiningMark
  | EnclosingMark
  | DecimalNumber
  | LetterNumber
  | OtherNumber
  | ConnectorPunctuation
  | DashPunctuation
  | OpenPunctuation
  | ClosePunctuation
  | InitialQuote
  | FinalQuote
  | OtherPunctuation
  | MathSymbol
  | CurrencySymbol
  | ModifierSymbol
  | OtherSymbol
  | Space
  | LineSeparator
  | ParagraphSeparator
  | Control
  | Format
  | Surrogate
  | PrivateUse
  | NotAssigned

foreign import prim "tag" categoryTag :: GeneralCategory -> Int
foreign import prim "fromTag" categoryFromTag :: GeneralCategory -> Int -> GeneralCategory

instance Eq GeneralCategory where
  x == y = categoryTag x == categoryTag y

instance Ord GeneralCategory where
  compare x y = compare (categoryTag x) (categoryTag y)

instance Show GeneralCategory where
  showsPrec _ x s = (categoryNames !! categoryTag x) ++ s

instance Bounded GeneralCategory where
  minBound = UppercaseLetter
  maxBound = NotAssigned

instance Enum GeneralCategory where
  fromEnum x = categoryTag x
  toEnum n
    | n >= 0 && n <= 29 = categoryFromTag Space n
    | otherwise = errorWithoutStackTrace "GeneralCategory.toEnum: bad argument"
  enumFrom x = boundedEnumFrom x
  enumFromThen x y = boundedEnumFromThen x y

categoryNames :: [String]
categoryNames =
  [ "UppercaseLetter", "LowercaseLetter", "TitlecaseLetter", "ModifierLetter", "OtherLetter"
  , "NonSpacingMark", "SpacingCombiningMark", "EnclosingMark"
  , "DecimalNumber", "LetterNumber", "OtherNumber"
  , "ConnectorPunctuation", "DashPunctuation", "OpenPunctuation", "ClosePunctuation"
  , "InitialQuote", "FinalQuote", "OtherPunctuation"
  , "MathSymbol", "CurrencySymbol", "ModifierSymbol", "OtherSymbol"
  , "Space", "LineSeparator", "ParagraphSeparator"
  , "Control", "Format", "Surrogate", "PrivateUse", "NotAssigned"
  ]

generalCategory :: Char -> GeneralCategory
generalCategory c = categoryFromTag Space (charCategory c)
