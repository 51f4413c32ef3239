//! The table of primitive operations: name, arity, type.
//!
//! A prelude binds one with `foreign import prim "name" f :: type`. All are strict in arguments of primitive type
//! (`Int`, `Integer`, `Double`, `Char`) and return evaluated values unless noted. `String` arguments are ordinary
//! lists of characters (possibly compact), forced completely. `Bool` and `Ordering` are the wired types.

/// A primitive operation.
#[derive(Clone, Copy, Debug)]
pub struct Prim {
    /// What `foreign import prim` names.
    pub name: &'static str,
    /// Number of arguments that saturate it.
    pub arity: u8,
    /// Its type, as documentation and for the prelude's tests.
    pub ty: &'static str,
}

const fn prim(name: &'static str, arity: u8, ty: &'static str) -> Prim {
    Prim { name, arity, ty }
}

/// All primitive operations.
pub const PRIMS: &[Prim] = &[
    // Control.
    prim("seq", 2, "a -> b -> b"),
    prim("error", 1, "String -> a"), // stops with this message, as `error` does
    prim("undefined", 0, "a"),       // `Prelude.undefined`
    prim("tag", 1, "a -> Int"),      // index of the constructor of a datum, forced to weak head normal form
    prim("fromTag", 2, "a -> Int -> a"), // the nullary constructor with that tag; the first argument is unused (a type proxy: never forced)
    // Int: 64 bits, wrapping. Division by zero stops with "divide by zero"; minBound `div` -1 with "arithmetic overflow".
    prim("intAdd", 2, "Int -> Int -> Int"),
    prim("intSub", 2, "Int -> Int -> Int"),
    prim("intMul", 2, "Int -> Int -> Int"),
    prim("intNegate", 1, "Int -> Int"),
    prim("intQuot", 2, "Int -> Int -> Int"),
    prim("intRem", 2, "Int -> Int -> Int"),
    prim("intDiv", 2, "Int -> Int -> Int"),
    prim("intMod", 2, "Int -> Int -> Int"),
    prim("intEq", 2, "Int -> Int -> Bool"),
    prim("intNe", 2, "Int -> Int -> Bool"),
    prim("intLt", 2, "Int -> Int -> Bool"),
    prim("intLe", 2, "Int -> Int -> Bool"),
    prim("intGt", 2, "Int -> Int -> Bool"),
    prim("intGe", 2, "Int -> Int -> Bool"),
    prim("intCompare", 2, "Int -> Int -> Ordering"),
    prim("intToInteger", 1, "Int -> Integer"),
    prim("intToDouble", 1, "Int -> Double"),
    prim("intShow", 1, "Int -> String"),
    prim("intAnd", 2, "Int -> Int -> Int"),
    prim("intOr", 2, "Int -> Int -> Int"),
    prim("intXor", 2, "Int -> Int -> Int"),
    prim("intShiftL", 2, "Int -> Int -> Int"), // 0 for shifts of 64 and more
    prim("intShiftR", 2, "Int -> Int -> Int"), // arithmetic
    prim("intPopCount", 1, "Int -> Int"),
    // Integer.
    prim("integerAdd", 2, "Integer -> Integer -> Integer"),
    prim("integerSub", 2, "Integer -> Integer -> Integer"),
    prim("integerMul", 2, "Integer -> Integer -> Integer"),
    prim("integerNegate", 1, "Integer -> Integer"),
    prim("integerQuot", 2, "Integer -> Integer -> Integer"),
    prim("integerRem", 2, "Integer -> Integer -> Integer"),
    prim("integerDiv", 2, "Integer -> Integer -> Integer"),
    prim("integerMod", 2, "Integer -> Integer -> Integer"),
    prim("integerGcd", 2, "Integer -> Integer -> Integer"),
    prim("integerEq", 2, "Integer -> Integer -> Bool"),
    prim("integerNe", 2, "Integer -> Integer -> Bool"),
    prim("integerLt", 2, "Integer -> Integer -> Bool"),
    prim("integerLe", 2, "Integer -> Integer -> Bool"),
    prim("integerGt", 2, "Integer -> Integer -> Bool"),
    prim("integerGe", 2, "Integer -> Integer -> Bool"),
    prim("integerCompare", 2, "Integer -> Integer -> Ordering"),
    prim("integerToInt", 1, "Integer -> Int"), // wraps
    prim("integerToDouble", 1, "Integer -> Double"),
    prim("integerShow", 1, "Integer -> String"),
    prim("integerAnd", 2, "Integer -> Integer -> Integer"),
    prim("integerOr", 2, "Integer -> Integer -> Integer"),
    prim("integerXor", 2, "Integer -> Integer -> Integer"),
    prim("integerShiftL", 2, "Integer -> Int -> Integer"),
    prim("integerShiftR", 2, "Integer -> Int -> Integer"), // rounds down
    // Double.
    prim("doubleAdd", 2, "Double -> Double -> Double"),
    prim("doubleSub", 2, "Double -> Double -> Double"),
    prim("doubleMul", 2, "Double -> Double -> Double"),
    prim("doubleDiv", 2, "Double -> Double -> Double"),
    prim("doubleNegate", 1, "Double -> Double"),
    prim("doublePow", 2, "Double -> Double -> Double"),
    prim("doubleEq", 2, "Double -> Double -> Bool"),
    prim("doubleLt", 2, "Double -> Double -> Bool"),
    prim("doubleLe", 2, "Double -> Double -> Bool"),
    prim("doubleExp", 1, "Double -> Double"),
    prim("doubleLog", 1, "Double -> Double"),
    prim("doubleSqrt", 1, "Double -> Double"),
    prim("doubleSin", 1, "Double -> Double"),
    prim("doubleCos", 1, "Double -> Double"),
    prim("doubleTan", 1, "Double -> Double"),
    prim("doubleAsin", 1, "Double -> Double"),
    prim("doubleAcos", 1, "Double -> Double"),
    prim("doubleAtan", 1, "Double -> Double"),
    prim("doubleAtan2", 2, "Double -> Double -> Double"),
    prim("doubleSinh", 1, "Double -> Double"),
    prim("doubleCosh", 1, "Double -> Double"),
    prim("doubleTanh", 1, "Double -> Double"),
    prim("doubleTruncate", 1, "Double -> Integer"),
    prim("doubleRound", 1, "Double -> Integer"), // halves to even
    prim("doubleFloor", 1, "Double -> Integer"),
    prim("doubleCeiling", 1, "Double -> Integer"),
    prim("doubleShow", 1, "Double -> String"), // as GHC's `show`, with its leading minus, without parentheses
    prim("doubleRead", 1, "String -> Double"), // digits as in a literal; NaN when malformed
    prim("doubleIsNaN", 1, "Double -> Bool"),
    prim("doubleIsInfinite", 1, "Double -> Bool"),
    prim("doubleIsNegativeZero", 1, "Double -> Bool"),
    prim("doubleMantissa", 1, "Double -> Integer"), // of `decodeFloat`
    prim("doubleExponent", 1, "Double -> Int"),     // of `decodeFloat`
    prim("doubleToFloat", 1, "Double -> Double"),   // rounded to single precision
    prim("floatShow", 1, "Double -> String"),       // a single-precision value, as GHC shows a `Float`
    // Char. Properties and conversions as GHC 9's tables (Unicode 12), one character to one.
    prim("charOrd", 1, "Char -> Int"),
    prim("charChr", 1, "Int -> Char"), // stops outside 0..0x10FFFF as `chr` does
    prim("charEq", 2, "Char -> Char -> Bool"),
    prim("charNe", 2, "Char -> Char -> Bool"),
    prim("charLt", 2, "Char -> Char -> Bool"),
    prim("charLe", 2, "Char -> Char -> Bool"),
    prim("charGt", 2, "Char -> Char -> Bool"),
    prim("charGe", 2, "Char -> Char -> Bool"),
    prim("charCompare", 2, "Char -> Char -> Ordering"),
    prim("charIsUpper", 1, "Char -> Bool"),
    prim("charIsLower", 1, "Char -> Bool"),
    prim("charIsAlpha", 1, "Char -> Bool"),
    prim("charIsAlphaNum", 1, "Char -> Bool"),
    prim("charIsSpace", 1, "Char -> Bool"),
    prim("charIsPrint", 1, "Char -> Bool"),
    prim("charIsPunctuation", 1, "Char -> Bool"),
    prim("charIsSymbol", 1, "Char -> Bool"),
    prim("charToUpper", 1, "Char -> Char"),
    prim("charToLower", 1, "Char -> Char"),
    prim("charShow", 1, "Char -> String"),     // with quotes and escapes
    prim("stringShow", 1, "String -> String"), // with quotes and escapes, `\&` and `\SO\&H` included; forces its argument
    // Lists, where speed asks for it. Each means exactly its Haskell definition, laziness included.
    prim("listLength", 1, "[a] -> Int"),
    prim("listReverse", 1, "[a] -> [a]"),
    prim("listAppend", 2, "[a] -> [a] -> [a]"), // lazy in the first argument
    prim("listIndex", 2, "[a] -> Int -> a"),    // `!!`, with its two error messages
    prim("listSumInt", 1, "[Int] -> Int"),
    prim("listEqString", 2, "String -> String -> Bool"),
    prim("listCompareString", 2, "String -> String -> Ordering"),
    prim("listElemInt", 2, "Int -> [Int] -> Bool"),
    prim("listRangeInt", 2, "Int -> Int -> [Int]"), // `[a .. b]`, lazy in chunks
];
